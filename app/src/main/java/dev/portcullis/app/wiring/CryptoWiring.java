package dev.portcullis.app.wiring;

import dev.portcullis.app.crypto.EncryptedKeyPairs;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacPseudonyms;
import dev.portcullis.app.crypto.HmacRefreshTokens;
import dev.portcullis.app.crypto.JwtAccessTokens;
import dev.portcullis.app.crypto.JwtVerificationTokens;
import dev.portcullis.app.crypto.SigningKeys;
import dev.portcullis.app.crypto.TokenSettings;
import dev.portcullis.app.password.Argon2Cost;
import dev.portcullis.app.password.Argon2Library;
import dev.portcullis.app.password.Argon2PasswordHasher;
import dev.portcullis.app.password.Argon2id;
import dev.portcullis.app.password.EmbeddedCommonPasswords;
import dev.portcullis.app.password.HashingLimiter;
import dev.portcullis.breach.RangeCheck;
import dev.portcullis.breach.RangeSettings;
import dev.portcullis.composition.UseCases;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.CommonPasswords;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.emailchange.CancellationCode;
import dev.portcullis.emailchange.CancellationCodes;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.signingkey.KeyPairGenerator;
import dev.portcullis.signingkey.SigningKeyStore;
import dev.portcullis.verification.VerificationTokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** Passwords, tokens and keys. */
@Dependent
final class CryptoWiring {
    /** At startup, so that the log begins with the implementation. Another provider hashes the passwords itself. */
    @Startup
    @Produces
    @Singleton
    @LookupIfProperty(name = "portcullis.provider", stringValue = "local", lookupIfMissing = true)
    Argon2id argon2id(Argon2Library library, Argon2Cost cost, HashingLimiter permits, MeterRegistry registry) {
        Argon2id argon2id = library.open(permits.count(), cost);
        Gauge.builder("portcullis.argon2.info", () -> 1)
                .description("The implementation of Argon2id, as a label")
                .tag("implementation", argon2id.name())
                .register(registry);
        return argon2id;
    }

    @Produces
    @Singleton
    PasswordHasher passwordHasher(Argon2id argon2id, Argon2Cost cost, HashingLimiter permits, SecureRandom random) {
        return new Argon2PasswordHasher(argon2id, cost, permits, random);
    }

    @Produces
    @Singleton
    CommonPasswords commonPasswords() {
        return EmbeddedCommonPasswords.load();
    }

    @Produces
    @Singleton
    BreachedPasswords breachedPasswords(Optional<RangeSettings> settings) {
        return settings.<BreachedPasswords>map(RangeCheck::new).orElseGet(BreachedPasswords::unasked);
    }

    @Produces
    @Singleton
    @Typed(SigningKeys.class)
    SigningKeys signingKeys(
            UseCases useCases,
            SigningKeyStore store,
            EncryptionKeys encryptionKeys,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        useCases.ensureSigningKeys().execute();
        return new SigningKeys(store, encryptionKeys, work, clock, random);
    }

    @Produces
    @Singleton
    @Typed({KeyPairGenerator.class, EncryptedKeyPairs.class})
    EncryptedKeyPairs keyPairs(EncryptionKeys keys, Ids ids, SecureRandom random) {
        return new EncryptedKeyPairs(keys, ids, random);
    }

    @Produces
    @Singleton
    AccessTokens accessTokens(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        return new JwtAccessTokens(keys, settings, clock, ids);
    }

    @Produces
    @Singleton
    @LookupIfProperty(name = "portcullis.provider", stringValue = "local", lookupIfMissing = true)
    VerificationTokens verificationTokens(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        return new JwtVerificationTokens(keys, settings, clock, ids);
    }

    @Produces
    @Singleton
    CancellationCodes cancellationCodes(EncryptionKeys keys) {
        HmacPseudonyms pseudonyms = HmacPseudonyms.forEmailChanges(keys);
        return change -> CancellationCode.of(pseudonyms.of(change.toString()));
    }

    @Produces
    @Singleton
    RefreshTokens refreshTokens(EncryptionKeys keys) {
        return new HmacRefreshTokens(keys);
    }
}
