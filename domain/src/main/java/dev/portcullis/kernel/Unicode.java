package dev.portcullis.kernel;

/** Checks of text from outside that all value types share. */
public final class Unicode {
    private Unicode() {}

    /**
     * Rejects text that cannot be stored or displayed safely: unpaired surrogates (they have no UTF-8 encoding) and
     * control characters, including NUL (PostgreSQL rejects it) and line breaks (they break logs and mail headers).
     *
     * @throws InvalidValue with {@link InvalidValue.Reason#FORBIDDEN_CHARACTER}
     */
    public static void requirePrintable(String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int type = Character.getType(codePoint);
            if (type == Character.SURROGATE || type == Character.CONTROL) {
                throw new InvalidValue(InvalidValue.Reason.FORBIDDEN_CHARACTER);
            }
            i += Character.charCount(codePoint);
        }
    }

    /** The number of code points, the best approximation of what a person counts as characters. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Truncates the text to at most {@code limit} UTF-16 units, without splitting a surrogate pair. */
    public static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
