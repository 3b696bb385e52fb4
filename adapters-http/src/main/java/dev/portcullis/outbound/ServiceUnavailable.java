package dev.portcullis.outbound;

/** Another service gave no answer that can be understood. Tells nothing about what was asked. */
public final class ServiceUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public ServiceUnavailable(String message) {
        super(message);
    }

    ServiceUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
