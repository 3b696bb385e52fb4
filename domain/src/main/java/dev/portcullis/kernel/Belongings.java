package dev.portcullis.kernel;

/**
 * What a caller holds that is meant for whoever keeps the accounts, such as that one's cookies. It is handed on unread:
 * only the adapter that took it from the caller and the one that sends it on know what it is made of. For accounts of our
 * own it has no meaning.
 */
public interface Belongings {
    /** Of a caller who holds nothing. */
    static Belongings none() {
        return None.NONE;
    }

    /** Nothing. */
    enum None implements Belongings {
        NONE
    }
}
