package dev.portcullis.app.seal;

import dev.portcullis.app.crypto.Ed25519SealKey;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.audit.seal.RetentionSeals;
import dev.portcullis.audit.seal.SealEvents;
import dev.portcullis.audit.seal.SealKey;
import dev.portcullis.audit.seal.SealStore;
import dev.portcullis.audit.seal.VerifyAuditLog;
import dev.portcullis.kernel.UnitOfWork;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The seals of the audit log. */
@Dependent
final class SealWiring {
    @Produces
    @Singleton
    Ed25519SealKey sealKey(EncryptionKeys keys) {
        return new Ed25519SealKey(keys);
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
    DropRecorder dropRecorder(SealStore seals, SealKey key) {
        return new RetentionSeals(seals, key);
    }

    @Produces
    @Singleton
    SealMeters sealMeters(MeterRegistry registry, Clock clock) {
        return new SealMeters(registry, clock);
    }
}
