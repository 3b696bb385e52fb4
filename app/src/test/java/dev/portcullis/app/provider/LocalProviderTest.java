package dev.portcullis.app.provider;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.session.AccountsContract;
import dev.portcullis.session.Credentials;
import dev.portcullis.session.CredentialsContract;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SessionsContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The local provider as it is deployed: PostgreSQL, Argon2id, JWTs and SMTP. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class LocalProviderTest implements AccountsContract, CredentialsContract, SessionsContract {
    /** Every time that is measured by. */
    private static final Map<String, List<String>> TIMES = Map.of(
            "session", List.of("created_at", "advanced_at", "expires_at"),
            "email_verification", List.of("current_issued_at", "pending_issued_at", "last_try_at"));

    @Inject
    Accounts accounts;

    @Inject
    Credentials credentials;

    @Inject
    LocalSessions sessions;

    @Inject
    DataSource database;

    private final Map<EmailAddress, Integer> mailsRead = new HashMap<>();

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public VerificationCode codeMailedTo(EmailAddress email) {
        int count = mailsRead.merge(email, 1, Integer::sum);
        return MailServer.codeIn(MailServer.newestOf(count, email));
    }

    /** The database's clock cannot be turned, so all that it has written is made older. */
    @Override
    public void letTimePass(Duration duration) {
        try (Connection connection = database.getConnection()) {
            for (Map.Entry<String, List<String>> table : TIMES.entrySet()) {
                for (String column : table.getValue()) {
                    makeOlder(connection, table.getKey(), column, duration);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void makeOlder(Connection connection, String table, String column, Duration by) throws SQLException {
        String sql = "update %1$s set %2$s = %2$s - make_interval(secs => ?) where %2$s is not null"
                .formatted(table, column);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setDouble(1, (double) by.toSeconds());
            int rows = statement.executeUpdate();
            assert rows >= 0;
        }
    }
}
