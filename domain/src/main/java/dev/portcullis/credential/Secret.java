package dev.portcullis.credential;

/** A secret that a person knows, such as a password. Its text is available only through {@link #reveal()}. */
public interface Secret {
    String reveal();
}
