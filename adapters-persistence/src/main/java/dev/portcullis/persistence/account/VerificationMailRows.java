package dev.portcullis.persistence.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class VerificationMailRows implements PanacheRepositoryBase<VerificationMailRow, UUID> {}
