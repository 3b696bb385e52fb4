package dev.portcullis.credential;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Normalizes passwords for comparison with forbidden words: without case, accents, character width and other
 * compatibility variants, and surrounding spaces. Only for comparisons: a password is never stored or hashed in this
 * form.
 */
final class Folding {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Folding() {}

    static String fold(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String unmarked = MARKS.matcher(plain).replaceAll("");
        return Normalizer.normalize(unmarked, Normalizer.Form.NFC).strip();
    }
}
