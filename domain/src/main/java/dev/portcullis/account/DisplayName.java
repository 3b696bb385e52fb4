package dev.portcullis.account;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import dev.portcullis.kernel.Unicode;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The display name of an account: 1 to {@value #MAXIMUM_LENGTH} code points in Unicode form NFC, without surrounding
 * spaces. Characters that change the direction of the surrounding text are rejected, because they make a name, or the text
 * around it, look different (Unicode TR #36).
 *
 * <p>The constructor accepts every name that was ever valid, as stores and other services have them. {@link #chosen} is
 * for names that people enter now, and rejects more.
 */
public record DisplayName(String value) {
    public static final int MAXIMUM_LENGTH = 100;

    /**
     * The flags of England, Scotland and Wales: a black flag, tag characters, the end of a tag. These are all sequences of
     * tags that Unicode recommends (emoji-sequences.txt, RGI_Emoji_Tag_Sequence), so they are the only ones with a glyph.
     */
    private static final Pattern FLAG_OF_A_NATION = Pattern.compile("\\x{1F3F4}\\x{E0067}\\x{E0062}"
            + "(?:\\x{E0065}\\x{E006E}\\x{E0067}|\\x{E0073}\\x{E0063}\\x{E0074}|\\x{E0077}\\x{E006C}\\x{E0073})"
            + "\\x{E007F}");

    /** Line and paragraph separators, the embeddings, overrides and isolates of direction, and the byte order mark. */
    private static final Pattern MISLEADING = Pattern.compile("[\\u2028-\\u202E\\u2066-\\u2069\\uFEFF]");

    public DisplayName {
        InvalidValue.throwIf(value.length() > 8 * MAXIMUM_LENGTH, Reason.TOO_LONG);
        Unicode.requirePrintable(value);
        value = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
        InvalidValue.throwIf(value.isEmpty(), Reason.REQUIRED);
        InvalidValue.throwIf(Unicode.length(value) > MAXIMUM_LENGTH, Reason.TOO_LONG);
        InvalidValue.throwIf(MISLEADING.matcher(value).find(), Reason.FORBIDDEN_CHARACTER);
    }

    /**
     * A name as a person enters it. Without a visible character it is {@code REQUIRED}. Direction marks, and tag characters
     * outside of the flags of England, Scotland and Wales, are {@code FORBIDDEN_CHARACTER}. Joiners and variation selectors
     * are valid: Persian names and emoji need them.
     *
     * @throws InvalidValue with the reason
     */
    public static DisplayName chosen(String text) {
        // Before any work that grows with the length.
        InvalidValue.throwIf(text.length() > 8 * MAXIMUM_LENGTH, Reason.TOO_LONG);
        Unicode.requirePrintable(text);
        InvalidValue.throwIf(Unicode.isBlank(text), Reason.REQUIRED);
        DisplayName name = new DisplayName(Unicode.strip(text));
        String withoutFlags = FLAG_OF_A_NATION.matcher(name.value).replaceAll("");
        InvalidValue.throwIf(
                withoutFlags.codePoints().anyMatch(c -> Unicode.turnsDirection(c) || Unicode.isTag(c)),
                Reason.FORBIDDEN_CHARACTER);
        return name;
    }
}
