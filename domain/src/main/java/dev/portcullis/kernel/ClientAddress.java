package dev.portcullis.kernel;

/** The network address that a request came from, as text, as far as the adapter trusts what it was told. */
public record ClientAddress(String value) {
    /** The longest textual IPv6 address with a zone is 45 characters and the zone. */
    private static final int MAXIMUM_LENGTH = 64;

    public ClientAddress {
        if (value.length() > MAXIMUM_LENGTH) {
            throw new InvalidValue(InvalidValue.Reason.TOO_LONG);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
