package dev.portcullis.app.mail;

import java.util.Objects;

/**
 * The name of the service that users sign up for, as mails state it.
 *
 * @param value 1 to 64 characters on one line, at least one of them not a space
 */
public record ServiceName(String value) {
    /** Enough for a product and its company; a longer subject is cut off in lists of mails. */
    private static final int MAX_LENGTH = 64;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the value is out of bounds
     */
    public ServiceName {
        Objects.requireNonNull(value);
        boolean isOneLine = value.codePoints()
                .noneMatch(character -> Character.getType(character) == Character.CONTROL
                        || Character.getType(character) == Character.FORMAT
                        || Character.getType(character) == Character.LINE_SEPARATOR
                        || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(character) == Character.SURROGATE);
        if (value.isBlank() || value.codePointCount(0, value.length()) > MAX_LENGTH || !isOneLine) {
            throw new IllegalArgumentException("not a name of 1 to " + MAX_LENGTH + " characters on one line");
        }
    }
}
