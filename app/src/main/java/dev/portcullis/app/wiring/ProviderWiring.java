package dev.portcullis.app.wiring;

import dev.portcullis.account.Accounts;
import dev.portcullis.app.config.InvalidSetting;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.config.PortcullisConfig.Provider;
import dev.portcullis.app.crypto.SigningKeys;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.composition.AccountProvider;
import dev.portcullis.composition.LocalProvider;
import dev.portcullis.composition.Ports;
import dev.portcullis.composition.UseCases;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.rememberizer.Rememberizer;
import dev.portcullis.rememberizer.RememberizerSettings;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signingkey.PublicKeys;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Selects the provider of accounts, credentials and sessions at startup. A build contains both; the one that is not
 * selected is never created.
 */
@Dependent
final class ProviderWiring {
    private static final Logger LOG = Logger.getLogger(ProviderWiring.class);

    private final PortcullisConfig config;

    ProviderWiring(PortcullisConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    AccountProvider accountProvider(Ports ports, Instance<Rememberizer> upstream) {
        return switch (config.provider()) {
            case LOCAL -> new LocalProvider(ports);
            case REMEMBERIZER ->
                gateway(upstream.get(), config.audit().auditors().orElse(Set.of()));
        };
    }

    private static AccountProvider gateway(Rememberizer upstream, Set<String> auditors) {
        try {
            return new Gateway(upstream, upstream, upstream, upstream.auditors(auditors));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSetting("portcullis.audit.auditors", "each must be an account id or an e-mail address");
        }
    }

    private record Gateway(Accounts accounts, Credentials credentials, Sessions sessions, AuditAccess auditAccess)
            implements AccountProvider {}

    @Produces
    @Singleton
    UseCases useCases(Ports ports) {
        return new UseCases(ports);
    }

    /** The upstream's tokens are opaque to the gateway. Readers of our own tokens are created on use: they read the keys. */
    @Produces
    @Singleton
    PresentedTokens presentedTokens(Instance<RefreshTokens> refreshTokens, Instance<AccessTokens> accessTokens) {
        return switch (config.provider()) {
            case LOCAL ->
                PresentedTokens.issuedHere(
                        token -> refreshTokens.get().read(token),
                        token -> accessTokens.get().read(token));
            case REMEMBERIZER -> PresentedTokens.issuedUpstream();
        };
    }

    /** The upstream signs tokens with its own keys, which it publishes itself. */
    @Produces
    @Singleton
    PublicKeys publicKeys(Instance<SigningKeys> local) {
        return config.provider() == Provider.LOCAL ? local.get() : List::of;
    }

    @Produces
    @Singleton
    @Typed(Rememberizer.class)
    Rememberizer rememberizer(
            RememberizerSettings settings, TlsConfigurationRegistry tls, Clock clock, UpstreamExchange exchange) {
        TlsConfiguration named = config.rememberizer()
                .tlsConfigurationName()
                .map(name -> tls.get(name)
                        .orElseThrow(() -> new InvalidSetting(
                                "portcullis.rememberizer.tls-configuration-name",
                                "must be the name of a configuration under quarkus.tls.<name>.*")))
                .orElse(null);
        return new Rememberizer(settings, named, clock, exchange);
    }

    /**
     * Creates the selected provider at startup, so that an unreadable key is reported before the first sign-in. Commands,
     * which have arguments, need none.
     */
    void prepare(
            @Observes StartupEvent start,
            @CommandLineArguments String[] arguments,
            Instance<SigningKeys> keys,
            Instance<AccountProvider> provider) {
        if (arguments.length > 0) {
            return;
        }
        if (config.provider() == Provider.LOCAL) {
            keys.get();
            return;
        }
        provider.get();
        LOG.infof("Accounts are kept by %s", config.rememberizer().url());
        if (!"https".equals(config.rememberizer().url().getScheme())) {
            LOG.warn("Passwords are sent to the upstream unencrypted; use https in portcullis.rememberizer.url");
        }
    }
}
