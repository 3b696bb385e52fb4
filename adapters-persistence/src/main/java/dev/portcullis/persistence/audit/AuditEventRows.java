package dev.portcullis.persistence.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class AuditEventRows implements PanacheRepositoryBase<AuditEventRow, UUID> {}
