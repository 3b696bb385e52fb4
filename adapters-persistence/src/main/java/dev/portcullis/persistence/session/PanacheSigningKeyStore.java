package dev.portcullis.persistence.session;

import dev.portcullis.session.SigningKeyStore;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Signing keys in PostgreSQL. */
@ApplicationScoped
public class PanacheSigningKeyStore implements SigningKeyStore {
    /**
     * Held until the unit of work ends; readers go on. A replica that waited here sees, in its next statement, the key
     * of the one that was first, since each statement reads what is committed when it begins.
     */
    private static final String ONE_WRITER_AT_A_TIME = "lock table signing_key in share row exclusive mode";

    private static final Sort NEWEST_FIRST = Sort.descending("createdAt").and("id", Sort.Direction.Descending);

    private final SigningKeyRows rows;

    PanacheSigningKeyStore(SigningKeyRows rows) {
        this.rows = rows;
    }

    @Override
    public List<StoredKey> all() {
        List<SigningKeyRow> found = rows.listAll(NEWEST_FIRST);
        found.forEach(rows.getEntityManager()::detach);
        return found.stream().map(SigningKeyRow::toStoredKey).toList();
    }

    @Override
    public boolean insertFirst(StoredKey key) {
        EntityManager entities = rows.getEntityManager();
        int ignored = entities.createNativeQuery(ONE_WRITER_AT_A_TIME).executeUpdate();
        if (rows.count() > 0) {
            return false;
        }
        SigningKeyRow row = SigningKeyRow.of(key);
        entities.persist(row);
        entities.flush();
        entities.detach(row);
        return true;
    }

    @Override
    public void reseal(String id, byte[] sealedPrivateKey) {
        if (rows.update("sealedPrivateKey = ?1 where id = ?2", sealedPrivateKey, id) == 0) {
            throw new IllegalStateException("no such signing key");
        }
    }
}
