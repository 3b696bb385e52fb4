package dev.portcullis.account;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Unicode;
import java.text.Normalizer;

/**
 * What an account's holder wants to be called: 1 to {@value #MAXIMUM_LENGTH} code points in Unicode form NFC without
 * spaces around. Characters that turn the direction of the text around them are refused: they make a name look like
 * another, and its surroundings like something else (Unicode TR #36).
 */
public record DisplayName(String value) {
    public static final int MAXIMUM_LENGTH = 100;

    public DisplayName {
        if (value.length() > 8 * MAXIMUM_LENGTH) {
            throw new InvalidValue(InvalidValue.Reason.TOO_LONG);
        }
        Unicode.requirePrintable(value);
        value = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
        if (value.isEmpty()) {
            throw new InvalidValue(InvalidValue.Reason.REQUIRED);
        }
        if (Unicode.length(value) > MAXIMUM_LENGTH) {
            throw new InvalidValue(InvalidValue.Reason.TOO_LONG);
        }
        if (value.chars().anyMatch(DisplayName::misleads)) {
            throw new InvalidValue(InvalidValue.Reason.FORBIDDEN_CHARACTER);
        }
    }

    /** Line and paragraph separators, and the marks, embeddings, overrides and isolates of direction. */
    private static boolean misleads(int c) {
        return c == 0x2028
                || c == 0x2029
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xFEFF;
    }
}
