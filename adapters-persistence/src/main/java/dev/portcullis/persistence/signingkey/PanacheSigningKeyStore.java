package dev.portcullis.persistence.signingkey;

import dev.portcullis.persistence.database.Database;
import dev.portcullis.signingkey.SigningKeySchedule;
import dev.portcullis.signingkey.SigningKeyStore;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;

/** Signing keys in PostgreSQL. */
@ApplicationScoped
public class PanacheSigningKeyStore implements SigningKeyStore {
    /**
     * Locks out other writers, not readers, until the unit of work ends. The next statement of a replica that waited
     * sees the keys of the previous holder, because each statement reads the data committed when it begins.
     */
    private static final String ONE_WRITER_AT_A_TIME = "lock table signing_key in share row exclusive mode";

    private final SigningKeyRows rows;
    private final Database database;

    PanacheSigningKeyStore(SigningKeyRows rows, Database database) {
        this.rows = rows;
        this.database = database;
    }

    /** Reads the clock first: keys inserted in between are not seen too early, and a retired key is retired by then. */
    @Override
    public Contents read() {
        EntityManager entities = rows.getEntityManager();
        Instant now = database.now();
        List<SigningKeyRow> found = rows.listAll();
        found.forEach(entities::detach);
        return new Contents(found.stream().map(SigningKeyRow::toStoredKey).toList(), now);
    }

    @Override
    public Contents lock() {
        database.query(ONE_WRITER_AT_A_TIME).update();
        return read();
    }

    @Override
    public void insert(StoredKey key) {
        EntityManager entities = rows.getEntityManager();
        SigningKeyRow row = SigningKeyRow.of(key);
        entities.persist(row);
        entities.flush();
        entities.detach(row);
    }

    @Override
    public void update(SigningKeySchedule life) {
        requireOne(rows.update(
                "signsFrom = :signsFrom, retiredAt = :retiredAt where id = :id",
                Parameters.with("signsFrom", life.signsFrom())
                        .and("retiredAt", life.retiredAt())
                        .and("id", life.id())));
    }

    @Override
    public void replacePrivateKey(String id, byte[] encryptedPrivateKey) {
        requireOne(rows.update("encryptedPrivateKey = ?1 where id = ?2", encryptedPrivateKey, id));
    }

    private static void requireOne(int updated) {
        if (updated != 1) {
            throw new IllegalStateException("no such signing key");
        }
    }

    @Override
    public void remove(String id) {
        rows.delete("id", id);
    }
}
