package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone looks at a page of the audit log. The log keeps who looked; a page that it cannot keep is not shown. */
public final class ReadAuditLog {
    /**
     * Who wants to see which page.
     *
     * @param after the place of the last event that was seen; null for the first page
     * @param limit the most events that are wanted, 1 to {@value #LARGEST_PAGE}
     */
    public record Command(
            BearerToken token,
            AuditFilter filter,
            AuditReader.Order order,
            @Nullable AuditPosition after,
            int limit,
            CallerContext caller) {
        public static final int LARGEST_PAGE = 1000;

        public Command {
            if (limit < 1 || limit > LARGEST_PAGE) {
                throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " events");
            }
        }
    }

    public sealed interface Outcome {
        /**
         * What was asked for.
         *
         * @param next the place to go on after; null when there are no more
         */
        record Page(
                AuditAccess.Answer.Admitted reader,
                List<AuditRecord> events,
                @Nullable AuditPosition next) implements Outcome {
            public Page {
                events = List.copyOf(events);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.page().apply(this);
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
                Function<? super Page, ? extends R> page,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated,
                Function<? super Forbidden, ? extends R> forbidden) {}
    }

    private final AuditAccess auditors;
    private final AuditReader log;
    private final UnitOfWork work;
    private final Attempts attempts;

    public ReadAuditLog(AuditAccess auditors, AuditReader log, UnitOfWork work, Attempts attempts) {
        this.auditors = auditors;
        this.log = log;
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.READ_AUDIT, null, command.caller(), ReadAuditLog::event);
        return attempt.ask(recorder -> {
            AuditAccess.Answer answer =
                    auditors.ask(command.token(), command.caller().belongings());
            return answer instanceof AuditAccess.Answer.NotAuthenticated
                    ? attempt.turnAway(new Outcome.NotAuthenticated())
                    : work.decide(() -> decide(answer, command), recorder);
        });
    }

    private Outcome decide(AuditAccess.Answer answer, Command command) {
        return answer.fold(new AuditAccess.Answer.Cases<Outcome>(
                admitted -> page(admitted, command),
                notAllowed -> new Outcome.Forbidden(notAllowed.account(), notAllowed.login()),
                unknown -> new Outcome.NotAuthenticated()));
    }

    private Outcome.Page page(AuditAccess.Answer.Admitted reader, Command command) {
        int limit = command.limit();
        // One more than is wanted tells whether there are more.
        List<AuditRecord> found = log.page(command.filter(), command.order(), command.after(), limit + 1);
        if (found.size() <= limit) {
            return new Outcome.Page(reader, found, null);
        }
        List<AuditRecord> events = found.subList(0, limit);
        return new Outcome.Page(reader, events, events.get(limit - 1).position());
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                page -> new AuditEvent.AuditRead(
                        page.reader().account(),
                        page.reader().session(),
                        page.reader().login(),
                        "page"),
                unknown -> new AuditEvent.AuditReadRefused(null, "not_authenticated"),
                forbidden -> new AuditEvent.AuditReadRefused(forbidden.account(), forbidden.login(), "not_allowed")));
    }
}
