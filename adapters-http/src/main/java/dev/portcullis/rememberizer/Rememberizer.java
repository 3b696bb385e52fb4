package dev.portcullis.rememberizer;

import dev.portcullis.account.Accounts;
import dev.portcullis.audit.AuditAccess;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.outbound.ExchangeGuard;
import dev.portcullis.session.Credentials;
import dev.portcullis.session.Sessions;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/** The Rememberizer API as the three providers that it is. Made once; safe for use by many threads. */
public final class Rememberizer {
    /**
     * Shorter than servers and balancers usually keep a connection that nothing happens on, so that a call seldom meets
     * one that is just being closed.
     */
    private static final Duration KEPT_IDLE = Duration.ofSeconds(15);

    private final Accounts accounts;
    private final Credentials credentials;
    private final Sessions sessions;
    private final Upstream upstream;
    private final AuditedCall calls;

    /**
     * Creates the client.
     *
     * @param tls null if the authorities that the JDK trusts are enough
     */
    public Rememberizer(
            RememberizerSettings settings,
            @Nullable TlsConfiguration tls,
            Vertx vertx,
            Clock clock,
            UpstreamExchange exchange) {
        upstream = new Upstream(client(settings, tls, vertx), settings, clock);
        calls = new AuditedCall(upstream, exchange, settings.forwardAddress(), clock);
        accounts = new RememberizerAccounts(calls);
        credentials = new RememberizerCredentials(calls);
        sessions = new RememberizerSessions(calls);
    }

    public Accounts accounts() {
        return accounts;
    }

    public Credentials credentials() {
        return credentials;
    }

    /**
     * The callers that may read the audit log.
     *
     * @param named who may read the audit log, by id or e-mail address
     */
    public AuditAccess auditors(Set<String> named) {
        return new RememberizerAuditAccess(calls, named);
    }

    public Sessions sessions() {
        return sessions;
    }

    /** Whether too many calls have failed and none was good since: none is made for a while, and then one to find out. */
    public boolean isLeftAlone() {
        return upstream.isLeftAlone();
    }

    private static RememberizerApi client(RememberizerSettings settings, @Nullable TlsConfiguration tls, Vertx vertx) {
        RememberizerSettings.ExtraHeader extra = settings.extraHeader();
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(settings.url())
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.connections())
                // Redirects and errors are answers like any other, and ours to judge.
                .followRedirects(false)
                .disableDefaultMapper(true)
                .enableCompression(false)
                .userAgent("Portcullis")
                .httpClientOptionsCustomizer(options -> configure(options, settings))
                .httpClientRequestCustomizer(guard(settings))
                .httpClientRequestCustomizer(new ResponseLimits(vertx, settings.timeout()));
        if (tls != null) {
            builder.tlsConfiguration(tls);
        }
        if (extra != null) {
            builder.property(QuarkusRestClientProperties.STATIC_HEADERS, Map.of(extra.name(), extra.value()));
        }
        return builder.build(RememberizerApi.class);
    }

    private static ExchangeGuard guard(RememberizerSettings settings) {
        return new ExchangeGuard(
                "The upstream",
                settings.keepAlive() ? ExchangeGuard.Reuse.WHEN_IN_STEP : ExchangeGuard.Reuse.NEVER,
                // JSON shows whether it is whole.
                ExchangeGuard.Unbounded.ACCEPTED,
                ResponseLimits.LARGEST_HEAD);
    }

    private static void configure(HttpClientOptions options, RememberizerSettings settings) {
        options.setMaxHeaderSize(ResponseLimits.LARGEST_HEAD)
                .setDecompressionSupported(false)
                .setMaxWaitQueueSize(settings.concurrency())
                .setKeepAliveTimeout((int) KEPT_IDLE.toSeconds())
                .setHttp2KeepAliveTimeout((int) KEPT_IDLE.toSeconds())
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        options.getInitialSettings()
                .setMaxHeaderListSize(ResponseLimits.LARGEST_HEAD)
                .setPushEnabled(false);
        if (settings.isEncrypted()) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(true)
                    .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        }
        RememberizerSettings.Proxy proxy = settings.proxy();
        if (proxy != null) {
            options.setProxyOptions(new ProxyOptions()
                    .setType(ProxyType.HTTP)
                    .setHost(proxy.host())
                    .setPort(proxy.port())
                    .setUsername(proxy.user())
                    .setPassword(proxy.password()));
        }
    }
}
