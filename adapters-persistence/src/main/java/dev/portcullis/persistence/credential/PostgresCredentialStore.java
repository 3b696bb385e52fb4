package dev.portcullis.persistence.credential;

import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.persistence.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Password hashes in PostgreSQL. */
@ApplicationScoped
public class PostgresCredentialStore implements CredentialStore {
    private static final String FIND = "select password_hash from credential where account_id = ?";

    private static final String PUT = """
            insert into credential (account_id, password_hash, chosen_at) values (?, ?, ?)
            on conflict on constraint pk_credential do update
            set password_hash = excluded.password_hash, chosen_at = excluded.chosen_at""";

    private static final String EXCHANGE =
            "update credential set password_hash = ? where account_id = ? and password_hash = ?";

    private final Database database;

    PostgresCredentialStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PasswordHash> find(AccountId account) {
        return database.query(FIND, account.value()).first(row -> new PasswordHash(row.getString(1)));
    }

    @Override
    public void put(AccountId account, PasswordHash hash, Instant chosenAt) {
        database.query(PUT, account.value(), hash.phc(), chosenAt).update();
    }

    @Override
    public boolean exchange(AccountId account, PasswordHash expected, PasswordHash replacement) {
        return database.query(EXCHANGE, replacement.phc(), account.value(), expected.phc())
                        .update()
                == 1;
    }
}
