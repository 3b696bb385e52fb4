package dev.portcullis.rememberizer;

import dev.portcullis.account.Accounts;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;
import io.quarkus.tls.TlsConfiguration;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Rememberizer API as the three providers that it is. Made once; safe for use by many threads. */
public final class Rememberizer {
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
            RememberizerSettings settings, @Nullable TlsConfiguration tls, Clock clock, UpstreamExchange exchange) {
        upstream = new Upstream(settings, tls, clock);
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

    /** Whether calls are rejected, or only one of them tests the upstream, because too many failed. */
    public boolean isCircuitOpen() {
        return upstream.isCircuitOpen();
    }
}
