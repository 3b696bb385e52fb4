package dev.portcullis.app.password;

import dev.portcullis.credential.PasswordHash;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash in the PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$tag}, Base64 without padding.
 * Written with ASCII digits. Read with the decimal digits of any script: earlier versions wrote the digits of the JVM's
 * default locale, and such a hash must still match its password. The salt has at least 8 bytes and the tag at least 4, as
 * in the reference implementation.
 */
@SuppressWarnings("ArrayRecordComponent") // Taken apart at once; never compared as a record.
public record Argon2Phc(Argon2Cost cost, byte[] salt, byte[] tag) {
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\p{Nd}{1,7}),t=(\\p{Nd}{1,2}),p=(\\p{Nd}{1,2})\\$([A-Za-z0-9+/]{11,})\\$([A-Za-z0-9+/]{6,})");

    /**
     * Reads a stored hash.
     *
     * @throws IllegalStateException if the stored text is not such a hash
     */
    public static Argon2Phc parse(PasswordHash hash) {
        Matcher matcher = FORM.matcher(hash.phc());
        if (!matcher.matches()) {
            throw new IllegalStateException("A password hash in the database is not an Argon2id hash in PHC format");
        }
        Argon2Cost cost = new Argon2Cost(number(matcher, 1), number(matcher, 2), number(matcher, 3));
        return new Argon2Phc(cost, bytes(matcher, 4), bytes(matcher, 5));
    }

    /** Whether the text is as {@link #toHash()} writes it today. */
    public boolean isWrittenAs(PasswordHash hash) {
        return toHash().phc().equals(hash.phc());
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static byte[] bytes(Matcher matcher, int group) {
        return Base64.getDecoder().decode(matcher.group(group));
    }

    public PasswordHash toHash() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash("$argon2id$v=19$m=" + cost.memory() + ",t=" + cost.iterations() + ",p="
                + cost.parallelism() + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(tag));
    }
}
