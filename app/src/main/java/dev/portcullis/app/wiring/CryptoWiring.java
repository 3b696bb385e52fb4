package dev.portcullis.app.wiring;

import dev.portcullis.account.VerificationTokens;
import dev.portcullis.app.crypto.Argon2Cost;
import dev.portcullis.app.crypto.Argon2PasswordHasher;
import dev.portcullis.app.crypto.Ed25519SealKey;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HashingPermits;
import dev.portcullis.app.crypto.HmacRefreshTokens;
import dev.portcullis.app.crypto.JwtAccessTokens;
import dev.portcullis.app.crypto.JwtVerificationTokens;
import dev.portcullis.app.crypto.SealedKeyMaker;
import dev.portcullis.app.crypto.SigningKeys;
import dev.portcullis.app.crypto.TokenSettings;
import dev.portcullis.app.password.EmbeddedCommonPasswords;
import dev.portcullis.audit.Attempts;
import dev.portcullis.breach.RangeCheck;
import dev.portcullis.breach.RangeSettings;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.CommonPasswords;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.ImportSigningKey;
import dev.portcullis.session.KeepSigningKeys;
import dev.portcullis.session.KeyMaker;
import dev.portcullis.session.KeyPolicy;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.RevokeSigningKey;
import dev.portcullis.session.RotateSigningKeys;
import dev.portcullis.session.SigningKeyStore;
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
    @Produces
    @Singleton
    PasswordHasher passwordHasher(Argon2Cost cost, HashingPermits permits, SecureRandom random) {
        return new Argon2PasswordHasher(cost, permits, random);
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
            KeepSigningKeys keep,
            SigningKeyStore store,
            EncryptionKeys encryptionKeys,
            UnitOfWork work,
            Clock clock,
            SecureRandom random) {
        KeepSigningKeys.Outcome unused = keep.execute();
        return new SigningKeys(store, encryptionKeys, work, clock, random);
    }

    @Produces
    @Singleton
    @Typed({KeyMaker.class, SealedKeyMaker.class})
    SealedKeyMaker keyMaker(EncryptionKeys keys, Ids ids, SecureRandom random) {
        return new SealedKeyMaker(keys, ids, random);
    }

    @Produces
    @Singleton
    KeepSigningKeys keepSigningKeys(SigningKeyStore store, KeyMaker maker, KeyPolicy policy, UnitOfWork work) {
        return new KeepSigningKeys(store, maker, policy, work);
    }

    @Produces
    @Singleton
    RotateSigningKeys rotateSigningKeys(
            SigningKeyStore store, KeyMaker maker, KeyPolicy policy, UnitOfWork work, Attempts attempts) {
        return new RotateSigningKeys(store, maker, policy, work, attempts);
    }

    @Produces
    @Singleton
    RevokeSigningKey revokeSigningKey(
            SigningKeyStore store, KeyMaker maker, KeyPolicy policy, UnitOfWork work, Attempts attempts) {
        return new RevokeSigningKey(store, maker, policy, work, attempts);
    }

    @Produces
    @Singleton
    ImportSigningKey importSigningKey(SigningKeyStore store, KeyPolicy policy, UnitOfWork work, Attempts attempts) {
        return new ImportSigningKey(store, policy, work, attempts);
    }

    @Produces
    @Singleton
    AccessTokens accessTokens(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        return new JwtAccessTokens(keys, settings, clock, ids);
    }

    @Produces
    @Singleton
    VerificationTokens verificationTokens(SigningKeys keys, TokenSettings settings, Clock clock, Ids ids) {
        return new JwtVerificationTokens(keys, settings, clock, ids);
    }

    @Produces
    @Singleton
    Ed25519SealKey sealKey(EncryptionKeys keys) {
        return new Ed25519SealKey(keys);
    }

    @Produces
    @Singleton
    RefreshTokens refreshTokens(EncryptionKeys keys) {
        return new HmacRefreshTokens(keys);
    }
}
