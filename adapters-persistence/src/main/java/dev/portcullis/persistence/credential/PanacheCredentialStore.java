package dev.portcullis.persistence.credential;

import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Password hashes in PostgreSQL. */
@ApplicationScoped
public class PanacheCredentialStore implements CredentialStore {
    private final CredentialRows rows;

    PanacheCredentialStore(CredentialRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<PasswordHash> find(AccountId account) {
        return released(rows.findById(account.value()));
    }

    private Optional<PasswordHash> released(@Nullable CredentialRow row) {
        if (row == null) {
            return Optional.empty();
        }
        rows.getEntityManager().detach(row);
        return Optional.of(row.toPasswordHash());
    }

    @Override
    public void put(AccountId account, PasswordHash hash, Instant chosenAt) {
        int put = rows.getEntityManager()
                .createQuery("""
                        insert into CredentialRow (account, passwordHash, chosenAt)
                        values (:account, :passwordHash, :chosenAt)
                        on conflict (account) do update set
                            passwordHash = excluded.passwordHash,
                            chosenAt = excluded.chosenAt""")
                .setParameter("account", account.value())
                .setParameter("passwordHash", hash.phc())
                .setParameter("chosenAt", chosenAt)
                .executeUpdate();
        if (put != 1) {
            throw new IllegalStateException("no credential stored for " + account);
        }
    }

    @Override
    public boolean exchange(AccountId account, PasswordHash expected, PasswordHash replacement) {
        int exchanged = rows.update(
                "passwordHash = :replacement where account = :account and passwordHash = :expected",
                Parameters.with("replacement", replacement.phc())
                        .and("account", account.value())
                        .and("expected", expected.phc()));
        return exchanged == 1;
    }
}
