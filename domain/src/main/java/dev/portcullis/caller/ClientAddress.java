package dev.portcullis.caller;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;

/**
 * The network address of the client, as text: the address of the connection, or the one that a trusted proxy reported.
 * At most 64 characters.
 */
public record ClientAddress(String value) {
    /** The longest IPv6 address as text has 45 characters; the rest is for a zone id. */
    private static final int MAXIMUM_LENGTH = 64;

    public ClientAddress {
        InvalidValue.throwIf(value.length() > MAXIMUM_LENGTH, Reason.TOO_LONG);
    }

    @Override
    public String toString() {
        return value;
    }
}
