package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditListener;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.Replica;
import dev.portcullis.audit.retention.DropRecorder;
import dev.portcullis.caller.Pseudonyms;
import dev.portcullis.kernel.FailurePolicy;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Beans that the application provides for the audit log. */
final class AuditTestWiring {
    /** Events in the order of their commits. */
    static final List<AuditRecord> TOLD = new CopyOnWriteArrayList<>();

    @Produces
    @Singleton
    Pseudonyms pseudonyms() {
        return login -> UUID.nameUUIDFromBytes(login.getBytes(StandardCharsets.UTF_8));
    }

    @Produces
    @Singleton
    Replica replica() {
        return new Replica("replica-1");
    }

    @Produces
    @Singleton
    @Named("audit")
    FailurePolicy policy() {
        return FailurePolicy.FAIL_CLOSED;
    }

    @Produces
    @Singleton
    @DefaultBean
    DropRecorder unrecordedDrops() {
        return DropRecorder.none();
    }

    @Produces
    @Singleton
    AuditListener feed() {
        return TOLD::add;
    }
}
