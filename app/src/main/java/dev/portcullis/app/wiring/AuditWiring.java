package dev.portcullis.app.wiring;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.app.audit.EcsAuditListener;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacPseudonyms;
import dev.portcullis.audit.AuditListener;
import dev.portcullis.caller.Pseudonyms;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The audit log: writing, seals, reading and retention. */
@Dependent
final class AuditWiring {
    /** Of logins; the rate limiter makes its own. */
    @Produces
    @Singleton
    Pseudonyms pseudonyms(EncryptionKeys keys) {
        return HmacPseudonyms.forAuditLog(keys);
    }

    @Produces
    @Singleton
    AuditMeters auditMeters(MeterRegistry registry, Clock clock) {
        return new AuditMeters(registry, clock);
    }

    @Produces
    @Singleton
    AuditListener auditFeed(PortcullisConfig config, AuditMeters meters) {
        return new EcsAuditListener(config.audit().logEvents(), meters);
    }
}
