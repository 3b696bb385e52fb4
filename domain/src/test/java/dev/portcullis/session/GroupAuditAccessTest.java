package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupAuditAccess;
import dev.portcullis.audit.AuditAccess;
import dev.portcullis.audit.AuditAccess.Answer;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.SessionId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over the sessions that it asks in the deployed service as well. */
class GroupAuditAccessTest {
    private static final AccountId ID = new AccountId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final AuditAccess auditors = new GroupAuditAccess(portcullis.sessions, portcullis.database);

    private static Account anAccount(boolean verified, String... groups) {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        return new Account(
                ID, new EmailAddress("ada@example.com"), new DisplayName("Ada"), verified, Set.of(groups), 1, noon);
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
    void admitMembersOfTheTwoGroups(String group) {
        BearerToken token = signedIn(anAccount(true, "staff", group));

        assertThat(auditors.ask(token, Belongings.none())).isInstanceOfSatisfying(Answer.Admitted.class, admitted -> {
            assertThat(admitted.account()).isEqualTo(ID);
            assertThat(admitted.session()).isEqualTo(SESSION);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditors", "Auditor", "administrator", "staff"})
    void doNotAdmitOthers(String group) {
        assertThat(auditors.ask(signedIn(anAccount(true, group)), Belongings.none()))
                .isEqualTo(new Answer.NotAllowed(ID));
    }

    @Test
    void doNotAdmitAnAccountThatIsNotVerified() {
        assertThat(auditors.ask(signedIn(anAccount(false, "admin")), Belongings.none()))
                .isEqualTo(new Answer.NotAllowed(ID));
    }

    @Test
    void noticeAtOnceThatAGroupWasTakenAway() {
        BearerToken token = signedIn(anAccount(true, "auditor"));
        assertThat(auditors.ask(token, Belongings.none())).isInstanceOf(Answer.Admitted.class);

        portcullis.database.run(() -> {
            assertThat(portcullis.accountStore.lock(ID)).isPresent();
            portcullis.accountStore.update(anAccount(true));
        });

        assertThat(auditors.ask(token, Belongings.none())).isEqualTo(new Answer.NotAllowed(ID));
    }

    @Test
    void doNotKnowWhoseTokenIsForgedOrWhoseSessionHasEnded() {
        BearerToken token = signedIn(anAccount(true, "auditor"));

        assertThat(auditors.ask(new BearerToken("forged"), Belongings.none())).isEqualTo(new Answer.NotAuthenticated());
        portcullis.database.run(() -> portcullis.sessions.endAllOf(ID));
        assertThat(auditors.ask(token, Belongings.none())).isEqualTo(new Answer.NotAuthenticated());
    }
}
