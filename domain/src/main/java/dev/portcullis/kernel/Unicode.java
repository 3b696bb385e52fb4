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
            InvalidValue.throwIf(
                    type == Character.SURROGATE || type == Character.CONTROL, InvalidValue.Reason.FORBIDDEN_CHARACTER);
            i += Character.charCount(codePoint);
        }
    }

    /** Whether a reader sees nothing of the text: it is empty, or has only spaces and invisible characters. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(Unicode::isInvisible);
    }

    /** The text without the spaces at its ends, among them those that {@link String#strip()} leaves, such as U+00A0. */
    public static String strip(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        int end = text.length();
        while (end > start && isSpace(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** Whether nothing is drawn for a character by itself. */
    public static boolean isInvisible(int codePoint) {
        return isSpace(codePoint) || isDefaultIgnorable(codePoint);
    }

    /**
     * White space (the property White_Space), and characters that are classified as letters or symbols but have an empty
     * glyph: the empty Braille pattern, a filler of Khitan, the blanks of Egyptian hieroglyphs, a musical null notehead.
     */
    private static boolean isSpace(int codePoint) {
        return Character.isSpaceChar(codePoint)
                || Character.isWhitespace(codePoint)
                || codePoint == 0x2800
                || codePoint == 0x16FE4
                || codePoint == 0x13441
                || codePoint == 0x13442
                || codePoint == 0x1D159;
    }

    /**
     * The property Default_Ignorable_Code_Point, which the JDK does not have (Unicode 16.0, DerivedCoreProperties.txt):
     * joiners, direction marks, variation selectors, fillers, tag characters.
     */
    private static boolean isDefaultIgnorable(int codePoint) {
        return codePoint == 0x00AD
                || codePoint == 0x034F
                || codePoint == 0x061C
                || isBetween(codePoint, 0x115F, 0x1160)
                || isBetween(codePoint, 0x17B4, 0x17B5)
                || isBetween(codePoint, 0x180B, 0x180F)
                || isBetween(codePoint, 0x200B, 0x200F)
                || isBetween(codePoint, 0x202A, 0x202E)
                || isBetween(codePoint, 0x2060, 0x206F)
                || codePoint == 0x3164
                || isVariationSelector(codePoint)
                || codePoint == 0xFEFF
                || codePoint == 0xFFA0
                || isBetween(codePoint, 0xFFF0, 0xFFF8)
                || isBetween(codePoint, 0x1BCA0, 0x1BCA3)
                || isBetween(codePoint, 0x1D173, 0x1D17A)
                || isBetween(codePoint, 0xE0000, 0xE0FFF);
    }

    /** Whether a character picks a form of the character before it, such as the colored form of an emoji. */
    public static boolean isVariationSelector(int codePoint) {
        return isBetween(codePoint, 0xFE00, 0xFE0F) || isBetween(codePoint, 0xE0100, 0xE01EF);
    }

    /**
     * Whether a character changes the direction of the text around it: the marks, embeddings, overrides and isolates
     * (Unicode TR #9, 2), and the deprecated controls of digits and joining beside them (Unicode 16.0, 23.3).
     */
    public static boolean turnsDirection(int codePoint) {
        return codePoint == 0x061C
                || isBetween(codePoint, 0x200E, 0x200F)
                || isBetween(codePoint, 0x202A, 0x202E)
                || isBetween(codePoint, 0x2066, 0x206F);
    }

    /** Whether a character is a tag: an invisible copy of ASCII, in which a text can carry another one. */
    public static boolean isTag(int codePoint) {
        return isBetween(codePoint, 0xE0000, 0xE007F);
    }

    private static boolean isBetween(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
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

    /**
     * The text without the byte order mark at its start, if there is one. Some systems write the mark before UTF-8, where
     * it has no meaning (RFC 3629, 6); a reader of JSON may ignore it (RFC 8259, 8.1).
     */
    public static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
