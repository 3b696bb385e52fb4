package dev.portcullis.http.download;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.Network;
import dev.portcullis.http.ratelimit.AdmissionSettings;
import dev.portcullis.http.server.ConnectionSettings;
import dev.portcullis.kernel.Overloaded;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Limits the downloads in progress, per action and per network of one action. Actions do not share places, so callers who
 * fill those of one do not prevent the others. Thread-safe.
 */
@Singleton
public final class Downloads {
    /** What the places are counted by. */
    record Kind(AuditAction action, Network network) {}

    private final AdmissionSettings settings;
    private final ConnectionSettings connections;
    private final List<Kind> inProgress = new ArrayList<>();

    Downloads(AdmissionSettings settings, ConnectionSettings connections) {
        this.settings = settings;
        this.connections = connections;
    }

    /** The download that the request of this thread asks for. It has no place yet. */
    public Download prepare(AuditAction action, CallerContext caller, RoutingContext http) {
        return new Download(this, new Kind(action, Network.of(caller.address())), http, connections);
    }

    /**
     * Takes a place until {@link #free}.
     *
     * @throws Overloaded if there is none
     */
    synchronized void take(Kind kind) {
        long ofAction = inProgress.stream()
                .filter(other -> other.action() == kind.action())
                .count();
        boolean isFree = ofAction < settings.downloads()
                && Collections.frequency(inProgress, kind) < settings.downloadsPerNetwork();
        if (!isFree) {
            throw new Overloaded(settings.retryAfter());
        }
        inProgress.add(kind);
    }

    synchronized void free(Kind kind) {
        inProgress.remove(kind);
    }
}
