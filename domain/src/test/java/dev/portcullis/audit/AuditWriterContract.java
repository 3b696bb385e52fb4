package dev.portcullis.audit;

import static dev.portcullis.audit.AuditEvents.attempted;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every audit writer keeps. */
public interface AuditWriterContract {
    AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");

    AuditWriter audit();

    UnitOfWork work();

    /** The types of the events that a request left, in order; called outside a unit of work. */
    List<String> typesKeptOf(RequestId request);

    private static CallerContext aCaller() {
        RequestId request = new RequestId(UUID.randomUUID().toString());
        return new CallerContext(new ClientAddress("192.0.2.7"), "test/1", request, null, Locale.ENGLISH);
    }

    private static AuditEvent aSignIn() {
        return signedIn(new AccountId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), LOGIN);
    }

    @Test
    default void keepsTheEventsOfARequestInOrder() {
        CallerContext caller = aCaller();

        AttemptedLogin unknown = new AttemptedLogin("nobody", "***");
        AuditEvent refusal = refused(AuditAction.SIGN_IN, "authn_login_fail", "unknown_login", null, null, unknown);
        work().run(() -> audit().record(refusal, caller));
        work().run(() -> audit().record(aSignIn(), caller));

        assertThat(typesKeptOf(caller.requestId())).containsExactly("authn_login_fail", "authn_login_success");
    }

    @Test
    default void keepsTwoEventsThatAreAlikeApart() {
        CallerContext caller = aCaller();
        AuditEvent event = aSignIn();

        work().run(() -> {
            audit().record(event, caller);
            audit().record(event, caller);
        });

        assertThat(typesKeptOf(caller.requestId())).hasSize(2);
    }

    @Test
    default void keepsNothingOfAUnitOfWorkThatFails() {
        CallerContext caller = aCaller();

        assertThatThrownBy(() -> work().run(() -> {
                    audit().record(aSignIn(), caller);
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(typesKeptOf(caller.requestId())).isEmpty();
    }

    @Test
    default void isWrittenInsideAUnitOfWorkAlone() {
        CallerContext caller = aCaller();

        assertThatThrownBy(() -> audit().record(aSignIn(), caller)).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void completesAnOperationThatWasAnnounced() {
        CallerContext caller = aCaller();
        AuditEvent attempt = attempted(AuditAction.SIGN_IN, LOGIN);

        UUID announced = audit().commit(attempt, caller, null);
        assertThat(typesKeptOf(caller.requestId())).containsExactly("authn_attempt");
        work().run(() -> audit().complete(announced, aSignIn(), caller));
        audit().commit(aSignIn(), caller, announced);

        assertThat(typesKeptOf(caller.requestId()))
                .containsExactly("authn_attempt", "authn_login_success", "authn_login_success");
    }

    @Test
    default void commitsAnEventOutsideAUnitOfWorkAlone() {
        CallerContext caller = aCaller();

        assertThatThrownBy(() -> work().run(() -> audit().commit(aSignIn(), caller, null)))
                .isInstanceOf(RuntimeException.class);

        assertThat(typesKeptOf(caller.requestId())).isEmpty();
    }

    /** The masked logins of the events of a request as a reader of the log sees them, null for none, in order. */
    List<@Nullable String> maskedLoginsOf(RequestId request);

    /** The aliases of the logins of the events of a request, in order. */
    List<String> aliasesOf(RequestId request);

    @Test
    default void forgetsALoginWithItsAccountAndNoOther() {
        AttemptedLogin login = new AttemptedLogin(UUID.randomUUID() + "@example.com", "a***@e***");
        AttemptedLogin former = new AttemptedLogin(UUID.randomUUID() + "@example.com", "b***@e***");
        AttemptedLogin other = new AttemptedLogin(UUID.randomUUID() + "@example.com", "c***@e***");
        AccountId account = new AccountId(UUID.randomUUID());
        CallerContext caller = aCaller();
        work().run(() -> {
            // Before the sign-up, with the account, with its former address, and of another account.
            audit().record(
                            refused(AuditAction.SIGN_IN, "authn_login_fail", "unknown_login", null, null, login),
                            caller);
            audit().record(signedIn(account, null, login), caller);
            audit().record(signedIn(account, null, former), caller);
            audit().record(signedIn(new AccountId(UUID.randomUUID()), null, other), caller);
            // Anyone can ask for the address of someone else.
            audit().record(refused(AuditAction.REQUEST_EMAIL_CHANGE, "authz_fail", "", account, null, other), caller);
        });
        assertThat(maskedLoginsOf(caller.requestId()))
                .containsExactly("a***@e***", "a***@e***", "b***@e***", "c***@e***", "c***@e***");
        String alias = aliasesOf(caller.requestId()).get(0);
        assertThat(aliasesOf(caller.requestId()).get(1)).isEqualTo(alias);

        work().run(() -> audit().forget(account, login));

        assertThat(maskedLoginsOf(caller.requestId())).containsExactly(null, null, null, "c***@e***", "c***@e***");
        CallerContext later = aCaller();
        work().run(() -> audit().record(signedIn(null, null, login), later));
        assertThat(maskedLoginsOf(later.requestId())).containsExactly("a***@e***");
        assertThat(aliasesOf(later.requestId())).doesNotContain(alias);
        assertThat(maskedLoginsOf(caller.requestId())).containsExactly(null, null, null, "c***@e***", "c***@e***");
    }

    @Test
    default void losesAnEventWithoutAnException() {
        CallerContext caller = aCaller();

        audit().lose(aSignIn(), caller, new IllegalStateException("away"));

        assertThat(typesKeptOf(caller.requestId())).isEmpty();
    }
}
