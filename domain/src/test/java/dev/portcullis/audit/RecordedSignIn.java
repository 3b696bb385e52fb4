package dev.portcullis.audit;

import static dev.portcullis.audit.AuditEvents.failed;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.caller.Callers.aCaller;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A sign-in whose event is recorded. */
abstract class RecordedSignIn {
    static final AttemptedLogin LOGIN = new AttemptedLogin("ada@example.com", "a***@e***");
    static final AccountId ACCOUNT = new AccountId(UUID.randomUUID());
    static final SessionId SESSION = new SessionId(UUID.randomUUID());

    static final AuditEvent REFUSAL =
            refused(AuditAction.SIGN_IN, "authn_login_fail", "unknown_login", null, null, LOGIN);
    static final AuditEvent FAULT = failed(AuditAction.SIGN_IN, "authn_login_fail", "fault", LOGIN);

    final InMemoryDatabase database = new InMemoryDatabase();
    final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    final Map<String, String> changes = database.table();

    AuditedOperation anOperation(UnitOfWork work, FailurePolicy policy) {
        return new Auditor(audit, work, policy).begin(AuditAction.SIGN_IN, LOGIN, aCaller());
    }

    AuditedOperation anOperation() {
        return anOperation(database, FailurePolicy.FAIL_CLOSED);
    }

    static Result<String> denied() {
        return Result.refused(Reason.UNKNOWN_LOGIN);
    }

    Result<String> granted() {
        changes.put("session", "opened");
        return Result.of("tokens").about(ACCOUNT, SESSION);
    }

    static Decision<String> denialOfAnotherService() {
        return Decision.remote(announcement -> {
            announcement.run();
            return denied();
        });
    }

    static IllegalStateException aBug() {
        return new IllegalStateException("bug");
    }

    static final class UnavailableStore implements UnitOfWork {
        @Override
        public <T> T call(Supplier<? extends T> work) {
            throw new StoreUnavailable(new IllegalStateException("unavailable"));
        }
    }
}
