package dev.portcullis.credential;

/** The passwords that everybody tries first. Asks no network. Safe for use by many threads. */
@FunctionalInterface
public interface CommonPasswords {
    /** @param folded a password without what people change to make it look new: case, accents, spaces around */
    boolean contains(String folded);
}
