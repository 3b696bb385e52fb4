package dev.portcullis.persistence.verification;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class EmailVerificationRows implements PanacheRepositoryBase<EmailVerificationRow, UUID> {}
