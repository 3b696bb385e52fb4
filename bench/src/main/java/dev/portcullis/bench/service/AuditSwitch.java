package dev.portcullis.bench.service;

import jakarta.inject.Singleton;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Initially on. Thread-safe. */
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

    /** The two states, as in the path. */
    public enum State {
        ON,
        OFF
    }
}
