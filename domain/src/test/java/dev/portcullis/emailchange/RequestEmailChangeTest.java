package dev.portcullis.emailchange;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import dev.portcullis.mail.MailSender.Message;
import dev.portcullis.selfservice.DeleteAccount;
import dev.portcullis.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestEmailChangeTest extends ChangingAddress {
    @Test
    void mailsACodeToTheNewMailboxAndTellsTheOldOneAtOnce() {
        Result<Void> result = request(holder, NEW, PASSWORD);
        deliverAll();

        assertThat(result).isEqualTo(Result.<Void>done().about(holder.account(), holder.session()));
        assertThat(portcullis.mailbox.mails()).extracting(mail -> mail.to()).containsExactly(NEW);
        assertThat(warnings()).extracting(Message::to).containsExactly(old.value());
        assertThat(address()).isEqualTo(old);
        AuditEvent event = portcullis.audit.last();
        assertThat(event.account()).isEqualTo(holder.account());
        assertThat(event.type()).isEqualTo("user_updated");
    }

    @Test
    void doesTheSameForAnAddressThatAnotherAccountHas() {
        occupy(NEW, true);

        assertThat(request(holder, NEW, PASSWORD))
                .isEqualTo(Result.<Void>done().about(holder.account(), holder.session()));
        deliverAll();

        assertThat(portcullis.mailbox.mails()).extracting(mail -> mail.to()).containsExactly(NEW);
    }

    @Test
    void reservesNothing() {
        requested(NEW);

        SignedIn other = SignedIn.someone(portcullis);
        assertThat(reasonOf(request(other, NEW, PASSWORD))).isEmpty();
        occupy(NEW, true);
        assertThat(portcullis.database.call(() -> portcullis.accountStore.findByEmail(NEW)))
                .isPresent();
    }

    @Test
    void requiresTheCurrentPassword() {
        assertThat(reasonOf(request(holder, NEW, OTHER_PASSWORD))).contains(Reason.CURRENT_PASSWORD_WRONG);

        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
        assertThat(portcullis.audit.last().reason()).isEqualTo("wrong_password");
    }

    @Test
    void countsAWrongPasswordAsAtSignInAndAMailForEachMailbox() {
        Limits limits = new Limits();
        portcullis.throttle = limits;

        assertThat(reasonOf(request(holder, NEW, PASSWORD))).isEmpty();

        assertThat(limits.asked)
                .containsExactly(
                        "SIGN_IN ", "password of " + old.value(), "SIGN_UP " + NEW.value(), "SIGN_UP " + old.value());
    }

    @Test
    void isLimitedByCallerByPasswordAndByEachMailbox() {
        Limits limits = new Limits();
        portcullis.throttle = limits;
        Refusal expected = Refusal.retryAfter(Reason.TOO_MANY_ATTEMPTS, DELAY);
        for (String limit : List.of("SIGN_IN ", "SIGN_UP " + NEW.value(), "SIGN_UP " + old.value())) {
            limits.refused = limit;
            assertThat(request(holder, NEW, PASSWORD).refusal()).as(limit).isEqualTo(expected);
        }
        limits.refused = "";
        limits.guessDelay = Optional.of(DELAY);
        int hashes = portcullis.hasher.calls();

        assertThat(request(holder, NEW, PASSWORD).refusal()).isEqualTo(expected);

        assertThat(portcullis.hasher.calls()).isEqualTo(hashes);
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void refusesTheAddressThatTheCallerHasHoweverItIsWritten() {
        changedTo(new EmailAddress("jos\u00e9@s\u00f8rensen.example"));

        for (String same : List.of(
                "jos\u00e9@s\u00f8rensen.example",
                " JOSE\u0301@S\u00d8RENSEN.EXAMPLE ",
                "jos\u00e9@xn--srensen-q1a.example",
                "jos\u00e9@\uff53\u00f8rensen\uff0eexample")) {
            assertThat(reasonOf(request(holder, EmailAddress.ofNewAccount(same), PASSWORD)))
                    .as(same)
                    .contains(Reason.EMAIL_TAKEN);
        }
    }

    @Test
    void requiresAnActiveSession() {
        portcullis.database.run(() -> assertThat(
                        portcullis.sessions.end(holder.account(), holder.session(), Session.End.Reason.SIGNED_OUT))
                .isTrue());

        assertThat(reasonOf(request(holder, NEW, PASSWORD))).contains(Reason.NOT_AUTHENTICATED);
    }

    @Test
    void replacesAPendingChangeWhoseCancellationStaysValid() {
        requested(NEW);
        requested(THIRD);

        assertThat(warnings()).hasSize(2);
        assertThat(cancellationIn(warnings().get(0))).isEqualTo(cancellation());
        assertThat(reasonOf(confirm(holder, code()))).isEmpty();
        assertThat(address()).isEqualTo(THIRD);
    }

    @Test
    void tellsNobodyAtAnUnverifiedAddress() {
        SignedIn unverified = SignedIn.someone(portcullis, false);

        assertThat(reasonOf(request(unverified, NEW, PASSWORD))).isEmpty();
        deliverAll();

        assertThat(warnings()).isEmpty();
        assertThat(reasonOf(confirm(unverified, code()))).isEmpty();
    }

    @Test
    void waitsUntilTheOwnerOfTheOldMailboxOfAnEarlierChangeIsTold() {
        assertThat(reasonOf(request(holder, NEW, PASSWORD))).isEmpty();
        assertThat(portcullis.useCases.deliverMail().execute(MailKind.Content.CODE))
                .isEqualTo(DeliverMail.Outcome.SENT);
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.POSTPONED);
        assertThat(reasonOf(confirm(holder, code()))).isEmpty();

        assertThat(reasonOf(request(holder, THIRD, PASSWORD))).contains(Reason.TOO_MANY_ATTEMPTS);
        assertThat(reasonOf(deleteAccount())).contains(Reason.TOO_MANY_ATTEMPTS);
        assertThat(address()).isEqualTo(NEW);

        portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);
        portcullis.clock.advance(Duration.ofMinutes(20));
        deliverAll();
        assertThat(warnings()).extracting(Message::to).containsOnly(old.value());
        assertThat(reasonOf(request(refreshed(), THIRD, PASSWORD))).isEmpty();
        assertThat(reasonOf(deleteAccount())).isEmpty();
    }

    private Result<Void> deleteAccount() {
        return portcullis
                .useCases
                .deleteAccount()
                .execute(new DeleteAccount.Command(refreshed().bearer(), PASSWORD, aCaller()));
    }

    @Test
    void asksForNothingThatCannotBeRecorded() {
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> request(holder, NEW, PASSWORD)).isInstanceOf(AuditUnavailable.class);

        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.IDLE);
    }
}
