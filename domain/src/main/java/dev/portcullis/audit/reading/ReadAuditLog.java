package dev.portcullis.audit.reading;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.Auditor;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.kernel.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Returns a page of the audit log. The log records who read it; a page whose reading cannot be recorded is not shown. */
public final class ReadAuditLog {
    /**
     * A request for a page.
     *
     * @param after the position of the last event that was seen; null for the first page
     * @param limit the maximum number of events, 1 to {@value #LARGEST_PAGE}
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

    /** Events, and the position after which the next page begins: null if there are no more events. */
    public record Page(List<AuditRecord> events, @Nullable AuditPosition next) {
        public Page {
            events = List.copyOf(events);
        }
    }

    private final AuditAccess access;
    private final AuditReader log;
    private final Auditor auditor;

    public ReadAuditLog(AuditAccess access, AuditReader log, Auditor auditor) {
        this.access = access;
        this.log = log;
        this.auditor = auditor;
    }

    public Result<Page> execute(Command command) {
        return auditor.begin(AuditAction.READ_AUDIT, command.caller())
                .attempt(() -> access.decide(command.token(), "page", () -> page(command)));
    }

    private Page page(Command command) {
        int limit = command.limit();
        // One more than the limit shows whether there are more.
        List<AuditRecord> found = log.page(command.filter(), command.order(), command.after(), limit + 1);
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        List<AuditRecord> events = found.subList(0, limit);
        return new Page(events, events.get(limit - 1).position());
    }
}
