package dev.portcullis.app.wiring;

import dev.portcullis.composition.AccountProvider;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.verification.VerificationTokens;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ports that read keys or lists when they are created; another provider and most commands need none of them. Each is looked up
 * once, because requests build their use case from them, and a lookup takes longer than that. Safe for use by many
 * threads.
 */
@Singleton
final class LazyPorts {
    private final Once<AccountProvider> provider;
    private final Once<PasswordHasher> passwordHasher;
    private final Once<PasswordPolicy> passwordPolicy;
    private final Once<AccessTokens> accessTokens;
    private final Once<VerificationTokens> verificationTokens;

    LazyPorts(
            Instance<AccountProvider> provider,
            Instance<PasswordHasher> passwordHasher,
            Instance<PasswordPolicy> passwordPolicy,
            Instance<AccessTokens> accessTokens,
            Instance<VerificationTokens> verificationTokens) {
        this.provider = new Once<>(provider::get);
        this.passwordHasher = new Once<>(passwordHasher::get);
        this.passwordPolicy = new Once<>(passwordPolicy::get);
        this.accessTokens = new Once<>(accessTokens::get);
        this.verificationTokens = new Once<>(verificationTokens::get);
    }

    /** Looks a singleton up at the first call; concurrent first calls get the same one. */
    private static final class Once<T> {
        private final Supplier<T> lookup;
        private volatile @Nullable T found;

        Once(Supplier<T> lookup) {
            this.lookup = lookup;
        }

        T get() {
            T known = found;
            if (known == null) {
                known = lookup.get();
                found = known;
            }
            return known;
        }
    }

    AccountProvider provider() {
        return provider.get();
    }

    PasswordHasher passwordHasher() {
        return passwordHasher.get();
    }

    PasswordPolicy passwordPolicy() {
        return passwordPolicy.get();
    }

    AccessTokens accessTokens() {
        return accessTokens.get();
    }

    VerificationTokens verificationTokens() {
        return verificationTokens.get();
    }
}
