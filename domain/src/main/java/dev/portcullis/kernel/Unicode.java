package dev.portcullis.kernel;

/** Questions about text from outside that every value type asks in the same way. */
public final class Unicode {
    private Unicode() {}

    /**
     * Refuses text that cannot be written down or shown safely: half a surrogate pair (no UTF-8 form exists) and control
     * characters, NUL and line breaks among them (PostgreSQL refuses the first, logs and mail headers break on the rest).
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

    /** The number of characters as a person counts them most nearly without a dictionary: code points. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** At most so many UTF-16 units of the text, without cutting a surrogate pair in two. */
    public static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }
}
