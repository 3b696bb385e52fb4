package dev.portcullis.app.gateway;

import dev.portcullis.app.config.InvalidSetting;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.config.PortcullisConfig.Provider;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.rememberizer.Rememberizer;
import dev.portcullis.rememberizer.RememberizerSettings;
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
import java.util.Set;
import org.jboss.logging.Logger;

/** The gateway: the client of the upstream, as the provider. Created only if it is selected. */
@Dependent
final class GatewayWiring {
    private static final Logger LOG = Logger.getLogger(GatewayWiring.class);

    private final PortcullisConfig config;

    GatewayWiring(PortcullisConfig config) {
        this.config = config;
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

    @Produces
    @Singleton
    @Typed(Gateway.class)
    Gateway gateway(Rememberizer upstream) {
        Set<String> auditors = config.audit().auditors().orElse(Set.of());
        try {
            return new Gateway(upstream, upstream, upstream, upstream.auditors(auditors));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSetting("portcullis.audit.auditors", "each must be an account id or an e-mail address");
        }
    }

    /** Creates the gateway at startup, so that an invalid setting stops it. Commands, which have arguments, need none. */
    void prepare(@Observes StartupEvent start, @CommandLineArguments String[] arguments, Instance<Gateway> gateway) {
        if (arguments.length > 0 || config.provider() == Provider.LOCAL) {
            return;
        }
        gateway.get();
        LOG.infof("Accounts are kept by %s", config.rememberizer().url());
        if (!"https".equalsIgnoreCase(config.rememberizer().url().getScheme())) {
            LOG.warn("Passwords are sent to the upstream unencrypted; use https in portcullis.rememberizer.url");
        }
    }
}
