package dev.portcullis.app.wiring;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.GroupAuditAccess;
import dev.portcullis.account.LocalAccounts;
import dev.portcullis.app.config.InvalidSetting;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.config.PortcullisConfig.Provider;
import dev.portcullis.app.crypto.SigningKeys;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.rememberizer.Rememberizer;
import dev.portcullis.rememberizer.RememberizerSettings;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.PresentedTokens;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.LocalCredentials;
import dev.portcullis.signingkey.PublicKeys;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
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

    private <T> T pick(Instance<? extends T> local, Instance<Rememberizer> upstream, Port<T> port) {
        return switch (config.provider()) {
            case LOCAL -> local.get();
            case REMEMBERIZER -> port.of(upstream.get());
        };
    }

    /** One of the ports that the upstream implements. */
    @FunctionalInterface
    private interface Port<T> {
        T of(Rememberizer upstream);
    }

    @Produces
    @Singleton
    Accounts accounts(Instance<LocalAccounts> local, Instance<Rememberizer> upstream) {
        return pick(local, upstream, Rememberizer::accounts);
    }

    @Produces
    @Singleton
    Credentials credentials(Instance<LocalCredentials> local, Instance<Rememberizer> upstream) {
        return pick(local, upstream, Rememberizer::credentials);
    }

    @Produces
    @Singleton
    Sessions sessions(Instance<LocalSessions> local, Instance<Rememberizer> upstream) {
        return pick(local, upstream, Rememberizer::sessions);
    }

    @Produces
    @Singleton
    AuditAccess auditors(Instance<GroupAuditAccess> local, Instance<Rememberizer> upstream) {
        Set<String> named = config.audit().auditors().orElse(Set.of());
        return pick(local, upstream, rememberizer -> auditors(rememberizer, named));
    }

    private static AuditAccess auditors(Rememberizer upstream, Set<String> named) {
        try {
            return upstream.auditors(named);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSetting("portcullis.audit.auditors", "each must be an account id or an e-mail address");
        }
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
    PublicKeys publicKeys(Instance<SigningKeys> local, Instance<Rememberizer> upstream) {
        return this.<PublicKeys>pick(local, upstream, unused -> List::of);
    }

    @Produces
    @Singleton
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
            Instance<Rememberizer> upstream,
            Instance<AuditAccess> auditors) {
        if (arguments.length > 0) {
            return;
        }
        if (config.provider() == Provider.LOCAL) {
            keys.get();
            return;
        }
        upstream.get();
        auditors.get();
        LOG.infof("Accounts are kept by %s", config.rememberizer().url());
        if (!"https".equals(config.rememberizer().url().getScheme())) {
            LOG.warn("Passwords are sent to the upstream unencrypted; use https in portcullis.rememberizer.url");
        }
    }
}
