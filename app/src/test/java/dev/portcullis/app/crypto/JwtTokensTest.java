package dev.portcullis.app.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.administration.ChangeGroups;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.AccessTokensContract;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.verification.VerificationTokens;
import dev.portcullis.verification.VerificationTokensContract;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of tokens. {@link ForgedJwtsTest} and {@link JwtJsonTypesTest} have everything that is neither. */
class JwtTokensTest implements AccessTokensContract, VerificationTokensContract {
    private final SigningKeys keys = Keys.signingKeys();
    private final AccessTokens accessTokens = new JwtAccessTokens(keys, Keys.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final VerificationTokens verificationTokens =
            new JwtVerificationTokens(keys, Keys.SETTINGS, Clock.systemUTC(), Keys.IDS);
    private final Account account = AccountFixtures.anUnverifiedAccount();
    private final SessionId session = new SessionId(UUID.randomUUID());

    private String accessToken() {
        return accessTokens.issue(account, session).reveal();
    }

    private static Map<String, Object> part(String token, int index) throws JoseException {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return JsonUtil.parseJson(new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public AccessTokens accessTokens() {
        return accessTokens;
    }

    @Override
    public VerificationTokens verificationTokens() {
        return verificationTokens;
    }

    @Override
    public AccessToken issuedAgo(Duration age, Account holder, SessionId itsSession) {
        Clock clock = Clock.offset(Clock.systemUTC(), age.negated());
        return new JwtAccessTokens(keys, Keys.SETTINGS, clock, Keys.IDS).issue(holder, itsSession);
    }

    /** Both contracts say it. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "..", "YOUR_JWT_TOKEN", "\ud800"})
    public void refusesWhatItNeverIssued(String text) {
        AccessTokensContract.super.refusesWhatItNeverIssued(text);
        VerificationTokensContract.super.refusesWhatItNeverIssued(text);
    }

    @Override
    @Test
    public void neverShowsAToken() {
        AccessTokensContract.super.neverShowsAToken();
        VerificationTokensContract.super.neverShowsAToken();
    }

    @Test
    void haveTheClaimsOfRfc9068() throws JoseException {
        String token = accessToken();

        assertThat(part(token, 0))
                .containsEntry("typ", "at+jwt")
                .containsEntry("alg", "ES256")
                .containsEntry("kid", keys.signing().id());
        Map<String, Object> claims = part(token, 1);
        assertThat(claims)
                .containsEntry("iss", "https://auth.example.com")
                .containsEntry("aud", "example")
                .containsEntry("client_id", "example")
                .containsEntry("sub", account.id().toString())
                .containsEntry("sid", session.toString())
                .containsEntry("email", account.email().value())
                .containsEntry("email_verified", false)
                .containsKeys("iat", "exp", "jti", "groups");
        assertThat((Long) claims.get("exp") - (Long) claims.get("iat")).isEqualTo(300);
    }

    @Test
    void areNeverTakenForEachOther() {
        String verification =
                verificationTokens.issue(account.id(), account.registration()).reveal();

        assertThat(accessTokens.read(new BearerToken(verification))).isEmpty();
        assertThat(verificationTokens.read(new BearerToken(accessToken()))).isEmpty();
    }

    @Test
    void fitIntoACookieWithTheLongestAddressAndTheMostGroups() {
        String domain = ("ø".repeat(20) + ".").repeat(4) + "example";
        EmailAddress longest = new EmailAddress("用".repeat(20) + "@" + domain);
        Account wordy = new Account(
                account.id(),
                longest,
                new DisplayName("用".repeat(100)),
                true,
                IntStream.range(0, ChangeGroups.MAXIMUM_GROUPS)
                        .mapToObj(i -> "g".repeat(30) + (10 + i))
                        .collect(Collectors.toSet()),
                1,
                account.createdAt(),
                false);

        assertThat(accessTokens.issue(wordy, session).reveal().length()).isLessThan(3_500);
    }

    /** The cache does not extend the lifetime of a token. */
    @Test
    void areReadAgainUntilTheirTimeIsOver() {
        TickingClock clock = new TickingClock();
        AccessTokens tokens = new JwtAccessTokens(keys, Keys.SETTINGS, clock, Keys.IDS);
        BearerToken token = new BearerToken(tokens.issue(account, session).reveal());

        assertThat(tokens.read(token)).isPresent().isEqualTo(tokens.read(token));

        clock.advance(Keys.SETTINGS.accessLifetime());
        assertThat(tokens.read(token)).isEmpty();
    }

    /** Each kind of token in the place of each. */
    @Test
    void areGoodInTheirOwnPlaceAlone() {
        RefreshTokens refreshTokens = new HmacRefreshTokens(EncryptionKeys.of(Keys.aKey(), List.of()));
        String refresh = refreshTokens.issue(session, 1).reveal();
        String verification =
                verificationTokens.issue(account.id(), account.registration()).reveal();
        String access = accessToken();

        Map<String, Function<String, Boolean>> places = Map.of(
                "access", text -> accessTokens.read(new BearerToken(text)).isPresent(),
                "verification",
                        text -> verificationTokens.read(new BearerToken(text)).isPresent(),
                "refresh", text -> refreshTokens.read(new RefreshToken(text)).isPresent());
        Map<String, String> tokens = Map.of("access", access, "verification", verification, "refresh", refresh);
        tokens.forEach((kind, token) -> places.forEach((place, isTaken) -> assertThat(isTaken.apply(token))
                .as(kind + " token in the place of " + place)
                .isEqualTo(kind.equals(place))));
    }
}
