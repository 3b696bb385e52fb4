package dev.portcullis.bench.service;

import dev.portcullis.audit.seal.Seal;
import dev.portcullis.audit.seal.SealEvents;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** Seals events on request. Returns their count, and the time in nanoseconds. */
@Path("/bench/jobs/seal")
@Singleton
@Produces(MediaType.TEXT_PLAIN)
public class BenchSeals {
    private final SealEvents sealEvents;

    BenchSeals(SealEvents sealEvents) {
        this.sealEvents = sealEvents;
    }

    @POST
    public String seal() {
        long before = System.nanoTime();
        Optional<Seal> seal = sealEvents.execute();
        return seal.map(Seal::events).orElse(0L) + " " + (System.nanoTime() - before);
    }
}
