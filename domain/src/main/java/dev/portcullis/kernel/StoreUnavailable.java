package dev.portcullis.kernel;

/** The store is unavailable. Nothing is allowed or denied because of this; the caller should retry later. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(Throwable cause) {
        super("the store is unavailable", cause);
    }
}
