package dev.portcullis.kernel;

import java.util.UUID;

/**
 * Generates ids. Ids increase with time (UUID version 7, RFC 9562), so indexes grow at one end. Thread-safe.
 */
@FunctionalInterface
public interface Ids {
    UUID next();
}
