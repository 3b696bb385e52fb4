package dev.portcullis.outbound;

/** Another service gave no answer that can be understood. Tells nothing about what was asked. */
public final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    public NoAnswer(String message) {
        super(message);
    }

    NoAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
