package dev.portcullis.http.server;

/** A request that is well-formed HTTP but uses something that this server does not implement. */
final class UnsupportedRequest extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int status;

    private UnsupportedRequest(int status, String message) {
        super(message);
        this.status = status;
    }

    /** RFC 9112, 6.1: a transfer coding that the server does not understand. */
    static UnsupportedRequest transferCoding() {
        return new UnsupportedRequest(501, "a transfer coding other than chunked");
    }

    /** RFC 9110, 15.6.6: another major version of HTTP. */
    static UnsupportedRequest version() {
        return new UnsupportedRequest(505, "a major version of HTTP other than 1");
    }

    /** The status of the response. */
    int status() {
        return status;
    }
}
