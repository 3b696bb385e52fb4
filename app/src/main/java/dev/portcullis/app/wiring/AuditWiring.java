package dev.portcullis.app.wiring;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.app.audit.CountedFeed;
import dev.portcullis.app.audit.EcsAuditFeed;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacLoginPseudonyms;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditFeed;
import dev.portcullis.audit.AuditLog;
import dev.portcullis.audit.AuditMonths;
import dev.portcullis.audit.AuditRetention;
import dev.portcullis.audit.AuditTrail;
import dev.portcullis.audit.Auditors;
import dev.portcullis.audit.ExportAuditLog;
import dev.portcullis.audit.KeepAuditMonths;
import dev.portcullis.audit.LoginPseudonyms;
import dev.portcullis.audit.ReadAuditLog;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.audit.SealEvents;
import dev.portcullis.audit.SealKey;
import dev.portcullis.audit.SealStore;
import dev.portcullis.audit.VerifyAuditLog;
import dev.portcullis.audit.WhenUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The audit log: what writes, seals, reads and drops it. */
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
    AuditFeed auditFeed(PortcullisConfig config, AuditMeters meters) {
        return new CountedFeed(config.audit().logEvents() ? new EcsAuditFeed() : AuditFeed.none(), meters);
    }

    @Produces
    @Singleton
    Attempts attempts(AuditTrail trail, UnitOfWork work, WhenUnavailable policy) {
        return new Attempts(trail, work, policy);
    }

    @Produces
    @Singleton
    RejectRequest rejectRequest(Attempts attempts) {
        return new RejectRequest(attempts);
    }

    @Produces
    @Singleton
    ReadAuditLog readAuditLog(Auditors auditors, AuditLog log, UnitOfWork work, Attempts attempts) {
        return new ReadAuditLog(auditors, log, work, attempts);
    }

    @Produces
    @Singleton
    ExportAuditLog exportAuditLog(Auditors auditors, AuditLog log, UnitOfWork work, Attempts attempts) {
        return new ExportAuditLog(auditors, log, work, attempts);
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
    KeepAuditMonths keepAuditMonths(
            AuditMonths months, SealStore seals, SealKey key, AuditRetention retention, UnitOfWork work) {
        return new KeepAuditMonths(months, seals, key, retention, work);
    }
}
