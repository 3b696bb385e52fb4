package dev.portcullis.app.wiring;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.app.audit.EcsAuditListener;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacPseudonyms;
import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.audit.reading.ExportAuditLog;
import dev.portcullis.audit.reading.ReadAuditLog;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealKey;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.caller.Pseudonyms;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.UnitOfWork;
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
