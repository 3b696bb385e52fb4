package dev.portcullis.app.wiring;

import dev.portcullis.app.audit.EcsAuditFeed;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacLoginPseudonyms;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditFeed;
import dev.portcullis.audit.AuditLog;
import dev.portcullis.audit.AuditTrail;
import dev.portcullis.audit.Auditors;
import dev.portcullis.audit.ExportAuditLog;
import dev.portcullis.audit.LoginPseudonyms;
import dev.portcullis.audit.ReadAuditLog;
import dev.portcullis.audit.RejectRequest;
import dev.portcullis.audit.WhenUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The audit log: what writes it, and what reads it. */
@Dependent
final class AuditWiring {
    @Produces
    @Singleton
    LoginPseudonyms loginPseudonyms(EncryptionKeys keys) {
        return new HmacLoginPseudonyms(keys);
    }

    @Produces
    @Singleton
    AuditFeed auditFeed(PortcullisConfig config) {
        return config.audit().logEvents() ? new EcsAuditFeed() : AuditFeed.none();
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
}
