package dev.portcullis.credential;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form in which passwords are compared with words that they should not be: without case, accents, width and other
 * looks of the letters, and spaces around. For comparing alone: no password is ever kept or hashed like this.
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
