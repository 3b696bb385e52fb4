package dev.portcullis.persistence.account;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.persistence.database.Database;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Accounts in PostgreSQL. A unique constraint decides between concurrent sign-ups with one address. */
@ApplicationScoped
public class PanacheAccountStore implements AccountStore {
    private static final String FIND_HOLDER = "select " + AccountColumns.of("a") + ", c.password_hash"
            + " from account a join credential c on c.account_id = a.id where a.email = ?";

    /** Locks both rows, so that each is returned as it is after the wait for it. */
    private static final String LOCK_HOLDER = "select " + AccountColumns.of("a") + ", c.password_hash"
            + " from account a join credential c on c.account_id = a.id where a.id = ? for update of a, c";

    /** The index has only accounts with groups. */
    private static final String LOCK_ADMINISTRATORS = "select id from account where groups <> '{}'"
            + " and email_verified and not disabled and ? = any(groups) order by id for update";

    private final AccountRows rows;
    private final Database database;

    PanacheAccountStore(AccountRows rows, Database database) {
        this.rows = rows;
        this.database = database;
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return released(rows.findById(id.value()));
    }

    @Override
    public Optional<Account> findByEmail(EmailAddress email) {
        return released(rows.find("email", email.value()).firstResult());
    }

    @Override
    public Optional<Account> lock(AccountId id) {
        return released(rows.findById(id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public Optional<Holder> findHolder(EmailAddress email) {
        return database.query(FIND_HOLDER, email.value()).first(PanacheAccountStore::holder);
    }

    @Override
    public Optional<Holder> lockHolder(AccountId id) {
        return database.query(LOCK_HOLDER, id.value()).first(PanacheAccountStore::holder);
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(AccountColumns.read(row, 1), new PasswordHash(row.getString("password_hash")));
    }

    /** In one order, so that concurrent callers do not deadlock. */
    @Override
    public List<AccountId> lockAdministrators() {
        return database.query(LOCK_ADMINISTRATORS, GroupName.ADMIN.value())
                .list(row -> new AccountId(row.getObject(1, UUID.class)));
    }

    private Optional<Account> released(@Nullable AccountRow row) {
        if (row == null) {
            return Optional.empty();
        }
        rows.getEntityManager().detach(row);
        return Optional.of(row.toAccount());
    }

    /** Does nothing on a conflict; a plain insert would fail and abort the transaction. */
    @Override
    public boolean insert(Account account) {
        int inserted = rows.getEntityManager()
                .createQuery("""
                        insert into AccountRow
                            (id, email, displayName, emailVerified, groups, registration, createdAt, disabled)
                        values
                            (:id, :email, :displayName, :emailVerified, :groups, :registration, :createdAt, :disabled)
                        on conflict on constraint uq_account_email do nothing""")
                .setParameter("id", account.id().value())
                .setParameter("email", account.email().value())
                .setParameter("displayName", account.name().value())
                .setParameter("emailVerified", account.emailVerified())
                .setParameter("groups", groups(account))
                .setParameter("registration", account.registration())
                .setParameter("createdAt", account.createdAt())
                .setParameter("disabled", account.disabled())
                .executeUpdate();
        return inserted == 1;
    }

    /** Foreign keys delete dependent rows as well. */
    @Override
    public void remove(AccountId id) {
        if (rows.delete("id", id.value()) != 1) {
            throw new IllegalStateException("no account to remove: " + id);
        }
    }

    @Override
    public void update(Account account) {
        int updated = rows.update(
                """
                email = :email, displayName = :displayName, emailVerified = :emailVerified, groups = :groups,
                registration = :registration, disabled = :disabled
                where id = :id""",
                Parameters.with("email", account.email().value())
                        .and("displayName", account.name().value())
                        .and("emailVerified", account.emailVerified())
                        .and("groups", groups(account))
                        .and("registration", account.registration())
                        .and("disabled", account.disabled())
                        .and("id", account.id().value()));
        if (updated != 1) {
            throw new IllegalStateException("no account to update: " + account.id());
        }
    }

    private static String[] groups(Account account) {
        return account.groups().stream().sorted().toArray(String[]::new);
    }
}
