package dev.portcullis.persistence.credential;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class CredentialRows implements PanacheRepositoryBase<CredentialRow, UUID> {}
