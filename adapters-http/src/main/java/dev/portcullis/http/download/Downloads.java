package dev.portcullis.http.ratelimit;

import dev.portcullis.caller.Network;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Limits the downloads in progress, per route and per network of one route. Routes do not share places, so callers who
 * fill one of them do not prevent the others. Thread-safe.
 */
final class DownloadPlaces {
    /** One place of a route, taken from a network. */
    record Place(Method route, Network network) {}

    private final List<Place> taken = new ArrayList<>();

    /** Returns false if there is no place. Otherwise it stays taken until {@link #free}. */
    synchronized boolean take(Place place, AdmissionSettings settings) {
        long ofRoute = taken.stream()
                .filter(other -> other.route().equals(place.route()))
                .count();
        boolean isFree =
                ofRoute < settings.downloads() && Collections.frequency(taken, place) < settings.downloadsPerNetwork();
        if (isFree) {
            taken.add(place);
        }
        return isFree;
    }

    synchronized void free(Place place) {
        taken.remove(place);
    }
}
