package dev.portcullis.persistence.account;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.persistence.database.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;

/** The columns of an account in statements that read it, alone or together with something else. */
public final class AccountColumns {
    private AccountColumns() {}

    /** What such a statement selects of the table {@code account} under this alias. */
    public static String of(String alias) {
        return "%1$s.id, %1$s.email, %1$s.display_name, %1$s.email_verified, %1$s.groups, %1$s.registration, %1$s.created_at, %1$s.disabled"
                .formatted(alias);
    }

    /** Reads them from the current row, beginning with this column. */
    public static Account read(ResultSet row, int first) throws SQLException {
        return new Account(
                new AccountId(row.getObject(first, UUID.class)),
                new EmailAddress(row.getString(first + 1)),
                new DisplayName(row.getString(first + 2)),
                row.getBoolean(first + 3),
                Set.of((String[]) row.getArray(first + 4).getArray()),
                row.getInt(first + 5),
                Query.time(row, first + 6),
                row.getBoolean(first + 7));
    }
}
