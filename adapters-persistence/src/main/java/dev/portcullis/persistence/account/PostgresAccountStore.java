package dev.portcullis.persistence.account;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.persistence.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accounts in PostgreSQL. A unique constraint decides between concurrent sign-ups with one address. */
@ApplicationScoped
public class PostgresAccountStore implements AccountStore {
    private static final String FIND = "select " + AccountColumns.of("a") + " from account a where ";

    private static final String FIND_HOLDER = "select " + AccountColumns.of("a") + ", c.password_hash"
            + " from account a join credential c on c.account_id = a.id where a.email = ?";

    /** Locks both rows, so that each is returned as it is after the wait for it. */
    private static final String LOCK_HOLDER = "select " + AccountColumns.of("a") + ", c.password_hash"
            + " from account a join credential c on c.account_id = a.id where a.id = ? for update of a, c";

    /** The index has only accounts with groups. */
    private static final String LOCK_ADMINISTRATORS = "select id from account where groups <> '{}'"
            + " and email_verified and not disabled and ? = any(groups) order by id for update";

    /** Does nothing on a conflict; a plain insert would fail and abort the transaction. */
    private static final String INSERT = """
            insert into account (id, email, display_name, email_verified, groups, registration, created_at, disabled)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict on constraint uq_account_email do nothing""";

    private static final String UPDATE = """
            update account
            set email = ?, display_name = ?, email_verified = ?, groups = ?, registration = ?, disabled = ?
            where id = ?""";

    private final Database database;

    PostgresAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return database.query(FIND + "a.id = ?", id.value()).first(PostgresAccountStore::account);
    }

    @Override
    public Optional<Account> findByEmail(EmailAddress email) {
        return database.query(FIND + "a.email = ?", email.value()).first(PostgresAccountStore::account);
    }

    @Override
    public Optional<Account> lock(AccountId id) {
        return database.query(FIND + "a.id = ? for no key update", id.value()).first(PostgresAccountStore::account);
    }

    private static Account account(ResultSet row) throws SQLException {
        return AccountColumns.read(row, 1);
    }

    @Override
    public Optional<Holder> findHolder(EmailAddress email) {
        return database.query(FIND_HOLDER, email.value()).first(PostgresAccountStore::holder);
    }

    @Override
    public Optional<Holder> lockHolder(AccountId id) {
        return database.query(LOCK_HOLDER, id.value()).first(PostgresAccountStore::holder);
    }

    private static Holder holder(ResultSet row) throws SQLException {
        return new Holder(account(row), new PasswordHash(row.getString("password_hash")));
    }

    /** In one order, so that concurrent callers do not deadlock. */
    @Override
    public List<AccountId> lockAdministrators() {
        return database.query(LOCK_ADMINISTRATORS, GroupName.ADMIN.value())
                .list(row -> new AccountId(row.getObject(1, UUID.class)));
    }

    @Override
    public boolean insert(Account account) {
        int inserted = database.query(
                        INSERT,
                        account.id().value(),
                        account.email().value(),
                        account.name().value(),
                        account.emailVerified(),
                        groups(account),
                        account.registration(),
                        account.createdAt(),
                        account.disabled())
                .update();
        return inserted == 1;
    }

    /** Foreign keys delete dependent rows as well. */
    @Override
    public void remove(AccountId id) {
        requireOne(
                database.query("delete from account where id = ?", id.value()).update(), id);
    }

    @Override
    public void update(Account account) {
        int updated = database.query(
                        UPDATE,
                        account.email().value(),
                        account.name().value(),
                        account.emailVerified(),
                        groups(account),
                        account.registration(),
                        account.disabled(),
                        account.id().value())
                .update();
        requireOne(updated, account.id());
    }

    private static void requireOne(int changed, AccountId id) {
        if (changed != 1) {
            throw new IllegalStateException("no such account: " + id);
        }
    }

    private static String[] groups(Account account) {
        return account.groups().stream().sorted().toArray(String[]::new);
    }
}
