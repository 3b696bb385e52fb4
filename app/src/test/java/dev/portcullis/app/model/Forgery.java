package dev.portcullis.app.model;

import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacRefreshTokens;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshToken;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * A token that was never issued, made by an attacker who knows the database and a genuine token, but no key.
 *
 * @param forge makes it from that knowledge
 */
record Forgery(String description, Function<? super Template, RefreshToken> forge) {
    /** A genuine token and its content. */
    record Template(SessionId session, int number, RefreshToken genuine) {}

    private static final int BITS = 60 * 8;
    private static final HmacRefreshTokens OTHER_KEY =
            new HmacRefreshTokens(EncryptionKeys.of(Base64.getEncoder().encodeToString(new byte[32]), List.of()));

    static Arbitrary<Forgery> any() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, BITS - 1).map(Forgery::withBitTurned),
                Arbitraries.integers().between(-2, 2).map(Forgery::underAnotherKey),
                Arbitraries.of("", " ", "=", "A", "AAAA", "\u0000", "\ud800").map(Forgery::withMoreBehind),
                Arbitraries.integers().between(0, BITS / 6 - 1).map(Forgery::cutTo));
    }

    private static Forgery withBitTurned(int bit) {
        return new Forgery("bit " + bit + " turned", template -> {
            byte[] bytes = Base64.getUrlDecoder().decode(template.genuine().reveal());
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        });
    }

    private static Forgery underAnotherKey(int ahead) {
        return new Forgery(
                "number " + ahead + " from the current, under another key",
                template -> OTHER_KEY.issue(template.session(), (long) template.number() + ahead));
    }

    private static Forgery withMoreBehind(String more) {
        String description = more.isEmpty() ? "all of it twice" : "more behind it";
        return new Forgery(description, template -> {
            String genuine = template.genuine().reveal();
            return new RefreshToken(genuine + (more.isEmpty() ? genuine : more));
        });
    }

    private static Forgery cutTo(int length) {
        return new Forgery(
                "cut to " + length + " characters",
                template -> new RefreshToken(template.genuine().reveal().substring(0, length)));
    }
}
