package dev.portcullis.bench.steps;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.app.crypto.EncryptedKeyPairs;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacRefreshTokens;
import dev.portcullis.app.crypto.JwtAccessTokens;
import dev.portcullis.app.crypto.SigningKeys;
import dev.portcullis.app.crypto.TokenSettings;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.signingkey.EnsureSigningKeys;
import dev.portcullis.signingkey.InMemorySigningKeyStore;
import dev.portcullis.signingkey.KeyPolicy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Access tokens and refresh tokens, with keys in memory. */
@State(Scope.Benchmark)
public class TokenSteps {
    private static final UUID ID = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L);

    /** The same id each time, because generating one is not measured. */
    private static final Ids IDS = () -> ID;

    private final Account account = AccountFixtures.anUnverifiedAccount();
    private final SessionId session = new SessionId(ID);
    private final EncryptionKeys keys = EncryptionKeys.of(randomKey(), List.of());
    private final AccessTokens accessTokens = accessTokens(keys);
    private final RefreshTokens refreshTokens = new HmacRefreshTokens(keys);
    private final BearerToken known =
            new BearerToken(accessTokens.issue(account, session).reveal());
    private final RefreshToken refreshToken = refreshTokens.issue(session, 42);

    private static String randomKey() {
        byte[] key = new byte[EncryptionKeys.LENGTH];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static AccessTokens accessTokens(EncryptionKeys keys) {
        InMemoryDatabase database = new InMemoryDatabase();
        InMemorySigningKeyStore store = new InMemorySigningKeyStore(database, Clock.systemUTC());
        new EnsureSigningKeys(
                        store,
                        new EncryptedKeyPairs(keys, IDS, new SecureRandom()),
                        new KeyPolicy(Duration.ofDays(30), Duration.ofDays(1)),
                        database)
                .execute();
        return new JwtAccessTokens(
                new SigningKeys(store, keys, database, Clock.systemUTC(), new SecureRandom()),
                new TokenSettings("https://auth.example.com", "example", Duration.ofMinutes(5), Duration.ofHours(24)),
                Clock.systemUTC(),
                IDS);
    }

    @Benchmark
    public AccessToken issueAccessToken() {
        return accessTokens.issue(account, session);
    }

    /** The first check of a token verifies its signature. */
    @Benchmark
    public Optional<Principal> issueAccessTokenAndCheckItFirst() {
        return accessTokens.read(
                new BearerToken(accessTokens.issue(account, session).reveal()));
    }

    /** Each further check finds the signature in the cache. */
    @Benchmark
    public Optional<Principal> checkAccessTokenAgain() {
        return accessTokens.read(known);
    }

    @Benchmark
    public RefreshToken issueRefreshToken() {
        return refreshTokens.issue(session, 42);
    }

    @Benchmark
    public Optional<RefreshTokens.Claims> parseRefreshToken() {
        return refreshTokens.read(refreshToken);
    }
}
