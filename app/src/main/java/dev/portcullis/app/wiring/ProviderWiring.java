package dev.portcullis.app.wiring;

import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.config.PortcullisConfig.Provider;
import dev.portcullis.app.crypto.SigningKeys;
import dev.portcullis.app.gateway.Gateway;
import dev.portcullis.composition.AccountProvider;
import dev.portcullis.composition.LocalProvider;
import dev.portcullis.composition.Ports;
import dev.portcullis.composition.UseCases;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.signingkey.PublicKeys;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Selects the provider of accounts, credentials and sessions at startup. A build contains both; the one that is not
 * selected is never created.
 */
@Dependent
final class ProviderWiring {
    private final PortcullisConfig config;

    ProviderWiring(PortcullisConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    AccountProvider accountProvider(Ports ports, Instance<Gateway> gateway) {
        return switch (config.provider()) {
            case LOCAL -> new LocalProvider(ports);
            case REMEMBERIZER -> gateway.get();
        };
    }

    @Produces
    @Singleton
    UseCases useCases(Ports ports) {
        return new UseCases(ports);
    }

    /** Tokens of another provider are opaque. Readers of our own tokens are created on use: they read the keys. */
    @Produces
    @Singleton
    PresentedTokens presentedTokens(Instance<RefreshTokens> refreshTokens, Instance<AccessTokens> accessTokens) {
        return config.provider() == Provider.LOCAL
                ? PresentedTokens.issuedHere(
                        token -> refreshTokens.get().read(token),
                        token -> accessTokens.get().read(token))
                : PresentedTokens.issuedUpstream();
    }

    /** Another provider signs tokens with its own keys, which it publishes itself. */
    @Produces
    @Singleton
    PublicKeys publicKeys(Instance<SigningKeys> local) {
        return config.provider() == Provider.LOCAL ? local.get() : List::of;
    }

    /**
     * Reads the keys at startup, so that an unreadable key is reported before the first sign-in. Commands, which have
     * arguments, need none.
     */
    void prepare(@Observes StartupEvent start, @CommandLineArguments String[] arguments, Instance<SigningKeys> keys) {
        if (arguments.length == 0 && config.provider() == Provider.LOCAL) {
            keys.get();
        }
    }
}
