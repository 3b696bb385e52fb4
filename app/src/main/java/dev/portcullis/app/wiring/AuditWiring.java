package dev.portcullis.app.wiring;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.app.audit.CountingAuditListener;
import dev.portcullis.app.audit.EcsAuditListener;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacLoginPseudonyms;
import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.AuditWriter;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.LoginPseudonyms;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.audit.reading.ExportAuditLog;
import dev.portcullis.audit.reading.ReadAuditLog;
import dev.portcullis.audit.retention.ApplyAuditRetention;
import dev.portcullis.audit.retention.AuditPartitions;
import dev.portcullis.audit.retention.AuditRetention;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealKey;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.UnitOfWork;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The audit log: writing, seals, reading and retention. */
@Dependent
final class AuditWiring {
    @Produces
    @Singleton
    LoginPseudonyms loginPseudonyms(EncryptionKeys keys) {
        return new HmacLoginPseudonyms(keys);
    }

    @Produces
    @Singleton
    AuditMeters auditMeters(MeterRegistry registry, Clock clock) {
        return new AuditMeters(registry, clock);
    }

    @Produces
    @Singleton
    AuditListener auditFeed(PortcullisConfig config, AuditMeters meters) {
        return new CountingAuditListener(
                config.audit().logEvents() ? new EcsAuditListener() : AuditListener.none(), meters);
    }

    @Produces
    @Singleton
    Auditor auditor(AuditWriter writer, UnitOfWork work, @Named("audit") FailurePolicy policy) {
        return new Auditor(writer, work, policy);
    }

    @Produces
    @Singleton
    RejectRequest rejectRequest(Auditor auditor) {
        return new RejectRequest(auditor);
    }

    @Produces
    @Singleton
    ReadAuditLog readAuditLog(AuditAccess access, AuditReader log, Auditor auditor) {
        return new ReadAuditLog(access, log, auditor);
    }

    @Produces
    @Singleton
    ExportAuditLog exportAuditLog(AuditAccess access, AuditReader log, UnitOfWork work, Auditor auditor) {
        return new ExportAuditLog(access, log, work, auditor);
    }

    @Produces
    @Singleton
    SealEvents sealEvents(SealStore seals, SealKey key, UnitOfWork work) {
        return new SealEvents(seals, key, work);
    }

    @Produces
    @Singleton
    VerifyAuditLog verifyAuditLog(SealStore seals, SealKey key, UnitOfWork work) {
        return new VerifyAuditLog(seals, key, work);
    }

    @Produces
    @Singleton
    ApplyAuditRetention keepAuditMonths(
            AuditPartitions months, SealStore seals, SealKey key, AuditRetention retention, UnitOfWork work) {
        return new ApplyAuditRetention(months, seals, key, retention, work);
    }
}
