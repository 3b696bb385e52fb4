package dev.portcullis.kernel;

/**
 * Request data for the upstream, such as its cookies. The domain forwards it unread: only the adapter that reads the
 * request and the upstream client know its contents. The local provider ignores it.
 */
public interface Belongings {
    /** No data for the upstream. */
    static Belongings none() {
        return None.NONE;
    }

    /** The single empty value. */
    enum None implements Belongings {
        NONE
    }
}
