package dev.portcullis.app.provider;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.AccountsContract;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.PassedTime;
import dev.portcullis.composition.AccountProvider;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SessionsContract;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.CredentialsContract;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The local provider as it is deployed: PostgreSQL, Argon2id, JWTs and SMTP. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class LocalProviderTest implements AccountsContract, CredentialsContract, SessionsContract {
    @Inject
    AccountProvider provider;

    @Inject
    UnitOfWork work;

    @Inject
    DataSource database;

    private final Map<EmailAddress, Integer> mailsRead = new HashMap<>();

    @Override
    public Accounts accounts() {
        return provider.accounts();
    }

    @Override
    public Credentials credentials() {
        return provider.credentials();
    }

    @Override
    public Sessions sessions() {
        return provider.sessions();
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public VerificationCode codeMailedTo(EmailAddress email) {
        int count = mailsRead.merge(email, 1, Integer::sum);
        return MailServer.codeIn(MailServer.newestOf(count, email));
    }

    @Override
    public void letTimePass(Duration duration) {
        try (Connection connection = database.getConnection()) {
            PassedTime.pass(connection, duration);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
