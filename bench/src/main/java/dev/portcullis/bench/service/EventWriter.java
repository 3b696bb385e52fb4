package dev.portcullis.bench.service;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.UUID;

/** Writes events as use cases do, and nothing else. */
@Path("/bench/audit/events")
@Singleton
public class EventWriter {
    private final AuditWriter writer;
    private final UnitOfWork work;
    private final Ids ids;

    EventWriter(AuditWriter writer, UnitOfWork work, Ids ids) {
        this.writer = writer;
        this.work = work;
        this.ids = ids;
    }

    /** Runs units of work with this many events each, and returns their total time in nanoseconds. */
    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public String write(@QueryParam("units") int units, @QueryParam("events") int events) {
        long before = System.nanoTime();
        for (int unit = 0; unit < units; unit++) {
            work.run(() -> {
                for (int event = 0; event < events; event++) {
                    writer.record(event(), caller());
                }
            });
        }
        return Long.toString(System.nanoTime() - before);
    }

    private AuditEvent event() {
        AuditAction action = AuditAction.REFRESH;
        return new AuditEvent(
                action,
                action.successType(),
                AuditEvent.Outcome.SUCCESS,
                "advanced",
                new AccountId(UUID.randomUUID()),
                new SessionId(ids.next()),
                null,
                null);
    }

    /** Request ids as proxies generate them, spread over the whole index. */
    private static CallerContext caller() {
        return new CallerContext(
                new ClientAddress("203.0.113.7"),
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                new RequestId(UUID.randomUUID().toString()),
                null,
                Locale.ENGLISH);
    }
}
