package dev.portcullis.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over the local provider's sessions, as in the deployed service. */
class GroupAuditAccessTest {
    private static final AccountId ID = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());

    private static final Result<Void> GRANTED = Result.<Void>done().about(ID, SESSION);
    private static final Result<Void> NOT_ALLOWED =
            Result.<Void>refused(Reason.NOT_ALLOWED).about(ID);
    private static final Result<Void> NOT_AUTHENTICATED = Result.refused(Reason.NOT_AUTHENTICATED);

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final AuditAccess access = new GroupAuditAccess(portcullis.sessions);

    private static Account anAccount(boolean verified, String... groups) {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        return new Account(
                ID,
                new EmailAddress("ada@example.com"),
                new DisplayName("Ada"),
                verified,
                Set.of(groups),
                1,
                noon,
                false);
    }

    private BearerToken signedIn(Account account) {
        return portcullis.database.call(() -> {
            assertThat(portcullis.accountStore.insert(account)).isTrue();
            return new BearerToken(
                    portcullis.sessions.open(account, SESSION).access().reveal());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor", "admin"})
    void admitsMembersOfTheTwoGroups(String group) {
        BearerToken token = signedIn(anAccount(true, "staff", group));

        assertThat(access.check(token)).isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditors", "Auditor", "administrator", "staff"})
    void doesNotAdmitOthers(String group) {
        assertThat(access.check(signedIn(anAccount(true, group)))).isEqualTo(NOT_ALLOWED);
    }

    @Test
    void doesNotAdmitAnUnverifiedAccount() {
        assertThat(access.check(signedIn(anAccount(false, "admin")))).isEqualTo(NOT_ALLOWED);
    }

    @Test
    void noticesAtOnceThatAGroupWasRemoved() {
        BearerToken token = signedIn(anAccount(true, "auditor"));
        assertThat(access.check(token)).isEqualTo(GRANTED);

        portcullis.database.run(() -> {
            assertThat(portcullis.accountStore.lock(ID)).isPresent();
            portcullis.accountStore.update(anAccount(true));
        });

        assertThat(access.check(token)).isEqualTo(NOT_ALLOWED);
    }

    @Test
    void requiresAValidTokenAndAnActiveSession() {
        BearerToken token = signedIn(anAccount(true, "auditor"));

        assertThat(access.check(new BearerToken("forged"))).isEqualTo(NOT_AUTHENTICATED);
        portcullis.database.run(() -> portcullis.sessions.endAllOf(ID));
        assertThat(access.check(token)).isEqualTo(NOT_AUTHENTICATED);
    }
}
