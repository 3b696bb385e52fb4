package dev.portcullis.bench.service;

import dev.portcullis.composition.UseCases;
import dev.portcullis.housekeeping.PurgeExpiredData;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Runs background jobs on request. Each method returns what was done: its count, and its time in nanoseconds. */
@Path("/bench/jobs")
@Singleton
@Produces(MediaType.TEXT_PLAIN)
public class BenchJobs {
    private final UseCases useCases;

    BenchJobs(UseCases useCases) {
        this.useCases = useCases;
    }

    /** The count is that of the dropped months. */
    @POST
    @Path("retention")
    public String retention() {
        long before = System.nanoTime();
        int dropped = useCases.applyAuditRetention().execute().dropped().size();
        return dropped + " " + (System.nanoTime() - before);
    }

    /** The count is that of the deleted sessions. */
    @POST
    @Path("purge")
    public String purge() {
        long before = System.nanoTime();
        PurgeExpiredData.Outcome deleted = useCases.purgeExpiredData().execute();
        return deleted.sessions() + " " + (System.nanoTime() - before);
    }
}
