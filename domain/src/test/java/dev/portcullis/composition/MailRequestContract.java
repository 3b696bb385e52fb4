package dev.portcullis.composition;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.UseCaseCalls.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent.Outcome;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.UnexpectedRateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each use case guarantees that mails a code to an address: the same work for every address. */
public interface MailRequestContract {
    UseCaseCalls calls();

    Result<Void> request(EmailAddress email);

    AuditAction action();

    MailKind kind();

    /** What the rate limit counts, besides the address of the caller. */
    String subjectOf(EmailAddress email);

    private InMemoryPortcullis portcullis() {
        return calls().portcullis;
    }

    default void assertDone(EmailAddress email) {
        assertThat(request(email)).isEqualTo(Result.done());
    }

    /** One event, one request, whatever the account is: the account is looked up when the response is sent already. */
    @Test
    default void doesTheSameForEachAddress() {
        portcullis().usedAccountStore = AccountFixtures.aBrokenStore();

        for (String address : List.of("ada@example.com", "nobody@example.com")) {
            assertDone(new EmailAddress(address));
            calls().assertLastEvent("user_updated", Outcome.SUCCESS, "");
            assertThat(portcullis().audit.last().account()).isNull();
            assertThat(portcullis().database.call(portcullis().outbox::takeRequest))
                    .contains(new MailOutbox.Request(address, kind(), aCaller().language()));
        }
    }

    @Test
    default void requestsNothingIfTheEventCannotBeWritten() {
        portcullis().audit.becomeUnavailable();

        assertThatThrownBy(() -> request(EMAIL)).isInstanceOf(AuditUnavailable.class);

        assertThat(portcullis().database.call(portcullis().outbox::takeRequest)).isEmpty();
    }

    @Test
    default void checksTheRateLimitBeforeTheAccount() {
        calls().exceedRateLimit();

        calls().assertTurnedAway(request(EMAIL), action());
    }

    @Test
    default void countsAsASignUpByCallerAndAddress() {
        List<String> counted = new ArrayList<>();
        portcullis().throttle = new UnexpectedRateLimits() {
            @Override
            public Optional<Duration> delay(Action action, ClientAddress address, String subject) {
                counted.add(action + " " + address.value() + " " + subject);
                return Optional.empty();
            }
        };

        assertDone(EMAIL);

        assertThat(counted).containsExactly("SIGN_UP " + aCaller().address().value() + " " + subjectOf(EMAIL));
    }
}
