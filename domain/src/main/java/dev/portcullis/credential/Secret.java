package dev.portcullis.credential;

/** Something that is known and must be proved to be known. The one way to its text is {@link #reveal()}. */
public interface Secret {
    String reveal();
}
