package dev.portcullis.kernel;

import java.util.UUID;

/**
 * Makes the keys of new things. Keys rise with time (UUID version 7, RFC 9562) so that indexes grow at one end. Safe for
 * use by many threads.
 */
@FunctionalInterface
public interface Ids {
    UUID next();
}
