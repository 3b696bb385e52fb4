package dev.portcullis.kernel;

/** The store cannot be asked now. Never a reason to say yes or no to anyone: the caller should try again later. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(Throwable cause) {
        super("the store is unavailable", cause);
    }
}
