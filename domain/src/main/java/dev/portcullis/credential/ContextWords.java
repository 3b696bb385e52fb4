package dev.portcullis.credential;

import dev.portcullis.kernel.Unicode;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that attackers of one account try first: from its owner's name and e-mail address, and from the service's name.
 * Immutable.
 */
final class ContextWords {
    /** Shorter words occur in too many passwords by chance. In code points. */
    private static final int SHORTEST = 3;

    /** Placeholder for a removed word. It cannot occur in a password, because control characters are rejected. */
    private static final char HOLE = '\0';

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}+");
    private static final Pattern DIGITS = Pattern.compile("\\p{N}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern EDGES = Pattern.compile("^[\\p{Punct}\\s]+|[\\p{Punct}\\s]+$");

    /** Longest first, so that removing one word never leaves half of another. */
    private final List<String> words;

    private ContextWords(Stream<String> words) {
        this.words = words.filter(word -> Unicode.length(word) >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /**
     * The words in these texts, the sequences of letters and of digits in each word, and each text joined to one word.
     */
    static ContextWords in(Collection<String> texts) {
        return new ContextWords(texts.stream().map(ContextWords::fold).flatMap(ContextWords::wordsIn));
    }

    /**
     * A text without case, accents, character width and other compatibility variants, and surrounding spaces. Only for
     * comparisons: a password is never stored or hashed in this form.
     */
    static String fold(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String unmarked = MARKS.matcher(plain).replaceAll("");
        return Normalizer.normalize(unmarked, Normalizer.Form.NFC).strip();
    }

    ContextWords and(ContextWords others) {
        return new ContextWords(Stream.concat(words.stream(), others.words.stream()));
    }

    private static Stream<String> wordsIn(String folded) {
        return Stream.of(
                        matches(WORD, folded),
                        matches(LETTERS, folded),
                        matches(DIGITS, folded),
                        Stream.of(NO_WORD.matcher(folded).replaceAll("")))
                .flatMap(words -> words);
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    /**
     * Removes these words from a folded password, and then punctuation and spaces at its ends. A password without any
     * of the words is returned unchanged.
     */
    String beside(String folded) {
        String rest = folded;
        for (String word : words) {
            rest = rest.replace(word, String.valueOf(HOLE));
        }
        if (rest.equals(folded)) {
            return folded;
        }
        String joined = rest.replace(String.valueOf(HOLE), "");
        return EDGES.matcher(joined).replaceAll("");
    }
}
