package dev.portcullis.persistence.mail;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailedCodeStore;
import dev.portcullis.persistence.database.Database;
import dev.portcullis.persistence.database.Query;
import dev.portcullis.persistence.verification.CodeColumns;
import dev.portcullis.verification.MailedCodes;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Mailed codes in PostgreSQL. */
@ApplicationScoped
public class PostgresMailedCodeStore implements MailedCodeStore {
    private static final String FIND = """
            select current_code_hash, current_issued_at, pending_code_hash, pending_issued_at from mailed_code
            where account_id = ? and kind = ?""";

    private static final String PUT = """
            insert into mailed_code (account_id, kind, current_code_hash, current_issued_at, pending_code_hash,
                pending_issued_at, changed_at)
            values (?, ?, ?, ?, ?, ?, now())
            on conflict on constraint pk_mailed_code do update
            set current_code_hash = excluded.current_code_hash, current_issued_at = excluded.current_issued_at,
                pending_code_hash = excluded.pending_code_hash, pending_issued_at = excluded.pending_issued_at,
                changed_at = excluded.changed_at""";

    private static final String REMOVE = "delete from mailed_code where account_id = ?";

    private final Database database;

    PostgresMailedCodeStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<MailedCodes> find(AccountId account, MailKind kind) {
        return query(FIND, account, kind).first(PostgresMailedCodeStore::read);
    }

    @Override
    public Optional<MailedCodes> lock(AccountId account, MailKind kind) {
        return query(FIND, account, kind).add(" for no key update").first(PostgresMailedCodeStore::read);
    }

    private Query query(String sql, AccountId account, MailKind kind) {
        return database.query(sql, account.value(), kind.name());
    }

    private static MailedCodes read(ResultSet row) throws SQLException {
        return new MailedCodes(
                CodeColumns.code(row.getString(1), Query.timeOrNull(row, 2)),
                CodeColumns.code(row.getString(3), Query.timeOrNull(row, 4)));
    }

    @Override
    public void put(AccountId account, MailKind kind, MailedCodes codes) {
        database.query(
                        PUT,
                        account.value(),
                        kind.name(),
                        CodeColumns.hash(codes.current()),
                        CodeColumns.issuedAt(codes.current()),
                        CodeColumns.hash(codes.pending()),
                        CodeColumns.issuedAt(codes.pending()))
                .update();
    }

    @Override
    public void removeAllOf(AccountId account) {
        database.query(REMOVE, account.value()).update();
    }
}
