package dev.portcullis.credential;

/** The list of the most common passwords, which attackers try first. Makes no network call. Thread-safe. */
@FunctionalInterface
public interface CommonPasswords {
    /** Looks up a password without variations of case, accents, character width and surrounding spaces. */
    boolean contains(String folded);
}
