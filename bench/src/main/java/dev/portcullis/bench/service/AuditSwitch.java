package dev.portcullis.bench.service;

import jakarta.inject.Singleton;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** On at first. Safe for use by many threads. */
@Path("/bench/audit/switch/{state}")
@Singleton
public class AuditSwitch {
    private volatile boolean on = true;

    boolean isOn() {
        return on;
    }

    @PUT
    public void turn(@PathParam("state") State state) {
        on = state == State.ON;
    }

    /** The two states, as they stand in the path. */
    public enum State {
        ON,
        OFF
    }
}
