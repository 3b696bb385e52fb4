package dev.portcullis.account;

import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import dev.portcullis.kernel.Unicode;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in normalized form, including internationalized addresses (RFC 6531).
 *
 * <p>Surrounding spaces are removed and letters are lower-cased. The local part keeps its characters in Unicode form NFC.
 * The domain is kept in Unicode form: an ASCII form ({@code xn--…}) is decoded if that loses nothing. Nothing is ever
 * mapped to ASCII here: the JDK implements IDNA 2003, by which {@code straße.example} becomes {@code strasse.example},
 * another person's domain.
 *
 * <p>Valid is what mail systems accept in practice: a dot-atom of at most 64 octets, {@code @}, and a domain of two or more
 * labels; 254 octets in total (RFC 5321, 4.5.3.1). Quoted local parts, comments and address literals are rejected.
 *
 * <p>The constructor accepts every address that was ever valid, as stores have them. {@link #ofNewAccount} is for new
 * accounts, and rejects more.
 */
public record EmailAddress(String value) {
    private static final int MAXIMUM_OCTETS = 254;
    private static final int MAXIMUM_LOCAL_OCTETS = 64;
    private static final int MAXIMUM_LABEL_OCTETS = 63;

    /** RFC 5322 atext, and by RFC 6531 any letter, mark, digit or symbol beyond ASCII; single dots between atoms. */
    private static final Pattern LOCAL_PART = Pattern.compile(
            "ATOM(?:\\.ATOM)*".replace("ATOM", "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-[^\\p{ASCII}\\p{Z}\\p{C}]]+"));

    /** A host name label: letters, marks, digits and inner hyphens. */
    private static final Pattern LABEL =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}\\-\\u200c\\u200d·]*[\\p{L}\\p{N}\\p{M}])?");

    public EmailAddress {
        value = normalise(value);
    }

    /**
     * The address of a new account. It must not contain invisible characters, such as fillers or the empty Braille pattern,
     * with which two addresses would look the same. Variation selectors in the local part and joiners in the domain are
     * valid, because they belong to the characters beside them.
     *
     * @throws InvalidValue with the reason
     */
    public static EmailAddress ofNewAccount(String text) {
        EmailAddress address = new EmailAddress(text);
        boolean hidesSomething = address.localPart()
                        .codePoints()
                        .anyMatch(c -> Unicode.isInvisible(c) && !Unicode.isVariationSelector(c))
                || address.domain()
                        .codePoints()
                        .anyMatch(c -> Unicode.isInvisible(c) && c != '\u200c' && c != '\u200d');
        InvalidValue.throwIf(hidesSomething, Reason.MALFORMED);
        return address;
    }

    private static String normalise(String text) {
        // Before any work that grows with the length: no address of this many characters has a short form.
        InvalidValue.throwIf(text.length() > 4 * MAXIMUM_OCTETS, Reason.TOO_LONG);
        String address = text.strip();
        InvalidValue.throwIf(address.isEmpty(), Reason.REQUIRED);
        Unicode.requirePrintable(address);
        int at = address.lastIndexOf('@');
        InvalidValue.throwIf(at < 1, Reason.MALFORMED);
        String local = lower(Normalizer.normalize(address.substring(0, at), Normalizer.Form.NFC));
        String domain = domain(address.substring(at + 1));
        requireLocalPart(local);
        String normalised = local + "@" + domain;
        InvalidValue.throwIf(octets(normalised) > MAXIMUM_OCTETS, Reason.TOO_LONG);
        return normalised;
    }

    private static void requireLocalPart(String local) {
        InvalidValue.throwIf(!LOCAL_PART.matcher(local).matches(), Reason.MALFORMED);
        InvalidValue.throwIf(octets(local) > MAXIMUM_LOCAL_OCTETS, Reason.TOO_LONG);
    }

    private static String domain(String text) {
        String[] labels = folded(text).split("\\.", -1);
        InvalidValue.throwIf(labels.length < 2, Reason.MALFORMED);
        for (int i = 0; i < labels.length; i++) {
            InvalidValue.throwIf(
                    octets(labels[i]) > 4 * MAXIMUM_LABEL_OCTETS
                            || !LABEL.matcher(labels[i]).matches(),
                    Reason.MALFORMED);
            labels[i] = labels[i].startsWith("xn--") ? fromAscii(labels[i]) : labels[i];
            requireResolvable(labels[i]);
        }
        return String.join(".", labels);
    }

    /** NFKC maps full-width letters and dots to plain ones, as resolvers do (UTS #46). */
    private static String folded(String domain) {
        return lower(Normalizer.normalize(domain, Normalizer.Form.NFKC)).replace('\u3002', '.');
    }

    /**
     * The Unicode form, or the unchanged label if the round trip does not return it. The library's own check knows only
     * Unicode 3.2: it accepts characters that are folded since then, such as superscripts, and would change the domain as
     * soon as the address is parsed again.
     */
    private static String fromAscii(String label) {
        String unicode = IDN.toUnicode(label, IDN.ALLOW_UNASSIGNED);
        boolean readable = LABEL.matcher(unicode).matches() && unicode.equals(folded(unicode));
        return readable ? unicode : label;
    }

    /** Rejects a label without an ASCII form of at most 63 octets (RFC 1035, 2.3.4): no server could resolve it. */
    private static void requireResolvable(String label) {
        try {
            InvalidValue.throwIf(IDN.toASCII(label, IDN.ALLOW_UNASSIGNED).isEmpty(), Reason.MALFORMED);
        } catch (IllegalArgumentException noAsciiForm) {
            throw new InvalidValue(Reason.MALFORMED);
        }
    }

    private static String lower(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The words of the address that a password should not contain. */
    public List<String> holderTexts() {
        return List.of(localPart(), domain());
    }

    String localPart() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /** A masked form, recognizable only for people who know the address: {@code j***@e***}. */
    String masked() {
        return first(value) + "***@" + first(domain()) + "***";
    }

    /** The address as the login of an audit event. */
    public AttemptedLogin attempted() {
        return new AttemptedLogin(value, masked());
    }

    private static String first(String text) {
        return text.substring(0, text.offsetByCodePoints(0, 1));
    }
}
