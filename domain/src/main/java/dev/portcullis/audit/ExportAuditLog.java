package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone takes a copy of the audit log. The log keeps who did, before the first event leaves. */
public final class ExportAuditLog {
    public record Command(BearerToken token, AuditFilter filter, CallerContext caller) {}

    public sealed interface Outcome {
        /** The caller may have this. Nothing has left yet. */
        record Granted(AuditAccess.Answer.Admitted reader, AuditExport export) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.granted().apply(this);
            }
        }

        /** The caller did not show who it is. */
        record NotAuthenticated() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAuthenticated().apply(this);
            }
        }

        /** The caller is known, and no auditor. */
        record Forbidden(
                @Nullable AccountId account, @Nullable AttemptedLogin login) implements Outcome {
            public Forbidden(AccountId account) {
                this(account, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.forbidden().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Granted, ? extends R> granted,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated,
                Function<? super Forbidden, ? extends R> forbidden) {}
    }

    private final AuditAccess auditors;
    private final AuditReader log;
    private final UnitOfWork work;
    private final Attempts attempts;

    public ExportAuditLog(AuditAccess auditors, AuditReader log, UnitOfWork work, Attempts attempts) {
        this.auditors = auditors;
        this.log = log;
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.READ_AUDIT, null, command.caller(), ExportAuditLog::event);
        return attempt.ask(recorder -> {
            AuditAccess.Answer answer =
                    auditors.ask(command.token(), command.caller().belongings());
            return answer instanceof AuditAccess.Answer.NotAuthenticated
                    ? attempt.turnAway(new Outcome.NotAuthenticated())
                    : work.decide(() -> decide(answer, command.filter()), recorder);
        });
    }

    private Outcome decide(AuditAccess.Answer answer, AuditFilter filter) {
        return answer.fold(new AuditAccess.Answer.Cases<Outcome>(
                admitted -> new Outcome.Granted(admitted, AuditExport.begin(log, work, filter)),
                notAllowed -> new Outcome.Forbidden(notAllowed.account(), notAllowed.login()),
                unknown -> new Outcome.NotAuthenticated()));
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                granted -> new AuditEvent.AuditRead(
                        granted.reader().account(),
                        granted.reader().session(),
                        granted.reader().login(),
                        "export"),
                unknown -> new AuditEvent.AuditReadRefused(null, "not_authenticated"),
                forbidden -> new AuditEvent.AuditReadRefused(forbidden.account(), forbidden.login(), "not_allowed")));
    }
}
