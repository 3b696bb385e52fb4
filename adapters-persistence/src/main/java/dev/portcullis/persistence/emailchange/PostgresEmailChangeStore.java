package dev.portcullis.persistence.emailchange;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.emailchange.EmailChange;
import dev.portcullis.emailchange.EmailChangeStore;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import dev.portcullis.persistence.verification.CodeColumns;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.MailedCodes;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Changes of addresses in PostgreSQL. The lock of the account protects its rows. */
@ApplicationScoped
public class PostgresEmailChangeStore implements EmailChangeStore {
    private static final String READ = """
            select account_id, id, session_id, old_email, new_email, status, since, owner_told, cancellation,
                   current_code_hash, current_issued_at, pending_code_hash, pending_issued_at,
                   tries, session_tries, last_try_at
            from email_change where\s""";

    private static final String PUT = """
            insert into email_change
                (account_id, id, session_id, old_email, new_email, status, since, owner_told, cancellation,
                 current_code_hash, current_issued_at, pending_code_hash, pending_issued_at,
                 tries, session_tries, last_try_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict on constraint pk_email_change do update
            set session_id = excluded.session_id, old_email = excluded.old_email, new_email = excluded.new_email,
                status = excluded.status, since = excluded.since, owner_told = excluded.owner_told,
                cancellation = excluded.cancellation,
                current_code_hash = excluded.current_code_hash, current_issued_at = excluded.current_issued_at,
                pending_code_hash = excluded.pending_code_hash, pending_issued_at = excluded.pending_issued_at,
                tries = excluded.tries, session_tries = excluded.session_tries, last_try_at = excluded.last_try_at""";

    private final Database database;

    PostgresEmailChangeStore(Database database) {
        this.database = database;
    }

    @Override
    public List<EmailChange> of(AccountId account) {
        return database.query(READ + "account_id = ? order by position", account.value())
                .list(PostgresEmailChangeStore::read);
    }

    @Override
    public Optional<EmailChange> findByCancellation(String digest) {
        return database.query(READ + "cancellation = ?", digest).first(PostgresEmailChangeStore::read);
    }

    private static EmailChange read(ResultSet row) throws SQLException {
        AccountId account = new AccountId(row.getObject(1, UUID.class));
        return new EmailChange(
                row.getObject(2, UUID.class),
                account,
                new SessionId(row.getObject(3, UUID.class)),
                new EmailAddress(row.getString(4)),
                new EmailAddress(row.getString(5)),
                EmailChange.Status.valueOf(row.getString(6)),
                Query.time(row, 7),
                row.getBoolean(8),
                row.getString(9),
                new EmailVerification(
                        account,
                        new MailedCodes(
                                CodeColumns.code(row.getString(10), Query.timeOrNull(row, 11)),
                                CodeColumns.code(row.getString(12), Query.timeOrNull(row, 13))),
                        row.getInt(14),
                        row.getInt(15),
                        Query.timeOrNull(row, 16)));
    }

    @Override
    public void put(EmailChange change) {
        EmailVerification proof = change.proof();
        database.query(
                        PUT,
                        change.account().value(),
                        change.id(),
                        change.session().value(),
                        change.from().value(),
                        change.to().value(),
                        change.status().name(),
                        change.since(),
                        change.ownerTold(),
                        change.cancellation(),
                        CodeColumns.hash(proof.codes().current()),
                        CodeColumns.issuedAt(proof.codes().current()),
                        CodeColumns.hash(proof.codes().pending()),
                        CodeColumns.issuedAt(proof.codes().pending()),
                        proof.tries(),
                        proof.signUpTries(),
                        proof.lastTryAt())
                .update();
    }
}
