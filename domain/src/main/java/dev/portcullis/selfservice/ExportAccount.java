package dev.portcullis.selfservice;

import dev.portcullis.account.Account;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.reading.AuditExport;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailOutbox;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exports what the service stores about the caller's own account. */
public final class ExportAccount {
    /**
     * Whose account to export.
     *
     * @param admission called once the account is known, before the event of the export is committed; may throw {@link
     *     Overloaded} to refuse it
     */
    public record Command(BearerToken token, CallerContext caller, Runnable admission) {}

    /**
     * A copy of the account's data.
     *
     * @param sessions the active ones
     * @param notices the mails that the outbox has
     */
    public record Exported(
            Account account, List<Session> sessions, List<MailOutbox.Listed> notices, AuditExport events) {
        public Exported {
            sessions = List.copyOf(sessions);
            notices = List.copyOf(notices);
        }

        /**
         * Passes the events of the account to the sink, oldest first, as {@link AuditExport#forEach} does. Events of
         * administrators do not show who they are and where they were.
         */
        public void forEachEvent(Consumer<? super AuditRecord> sink) {
            events.forEach(event -> sink.accept(isOfAnAdministrator(event) ? event.withoutCaller() : event));
        }
    }

    /** What administrators and operators do to an account, whose id its events have. */
    private static final Set<String> ADMINISTRATION = Stream.of(
                    AuditAction.CHANGE_GROUPS, AuditAction.CHANGE_STATUS, AuditAction.READ_SESSIONS)
            .map(AuditAction::code)
            .collect(Collectors.toUnmodifiableSet());

    private static boolean isOfAnAdministrator(AuditRecord event) {
        return ADMINISTRATION.contains(event.action()) || "ended_by_administrator".equals(event.reason());
    }

    private final Auditor auditor;
    private final RateLimiter limiter;
    private final LocalSessions sessions;
    private final MailOutbox outbox;
    private final AuditReader log;
    private final UnitOfWork work;

    public ExportAccount(
            Auditor auditor,
            RateLimiter limiter,
            LocalSessions sessions,
            MailOutbox outbox,
            AuditReader log,
            UnitOfWork work) {
        this.auditor = auditor;
        this.limiter = limiter;
        this.sessions = sessions;
        this.outbox = outbox;
        this.log = log;
        this.work = work;
    }

    /**
     * The export is recorded before the first event is read. Counts as a sign-in for the rate limit of the caller's
     * address.
     */
    public Result<Exported> execute(Command command) {
        CallerContext caller = command.caller();
        return auditor.begin(AuditAction.EXPORT_ACCOUNT, caller)
                .limitedBy(limiter.refusal(RateLimiter.Action.SIGN_IN, caller.address(), ""))
                .attempt(() -> sessions.decideFor(command.token(), (principal, account) -> {
                    command.admission().run();
                    return export(principal, account);
                }));
    }

    private Result<Exported> export(Principal principal, Account account) {
        Instant now = log.now();
        AuditFilter own = new AuditFilter(null, now, null, null, account.id(), null, null);
        AuditExport events = new AuditExport(log, work, own, now);
        return Result.of(new Exported(account, sessions.liveOf(account.id()), outbox.of(account.id()), events))
                .about(principal);
    }
}
