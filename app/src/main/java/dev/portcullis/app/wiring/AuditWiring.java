package dev.portcullis.app.wiring;

import dev.portcullis.app.audit.AuditMeters;
import dev.portcullis.app.audit.CountingAuditListener;
import dev.portcullis.app.audit.EcsAuditListener;
import dev.portcullis.app.config.PortcullisConfig;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacLoginPseudonyms;
import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.LoginPseudonyms;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
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
}
