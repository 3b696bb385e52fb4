package dev.portcullis.app.wiring;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.app.audit.EcsAuditListener;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacPseudonyms;
import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.caller.Pseudonyms;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The audit log: writing, reading and retention. */
@Dependent
final class AuditWiring {
    /** Of logins; the rate limiter makes its own. */
    @Produces
    @Singleton
    Pseudonyms pseudonyms(EncryptionKeys keys) {
        return HmacPseudonyms.forAuditLog(keys);
    }

    /** The database refuses a drop that is not recorded as its owner wants it. */
    @Produces
    @Singleton
    @DefaultBean
    DropRecorder unrecordedDrops() {
        return DropRecorder.none();
    }

    @Produces
    @Singleton
    AuditMeters auditMeters(MeterRegistry registry, Clock clock) {
        return new AuditMeters(registry, clock);
    }

    @Produces
    @Singleton
    AuditListener auditListener(PortcullisConfig config, AuditMeters meters) {
        return new EcsAuditListener(config.audit().logEvents(), meters);
    }
}
