package dev.portcullis.app.gateway;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.AccountsContract;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.PassedTime;
import dev.portcullis.app.servers.UpstreamService;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.Callers;
import dev.portcullis.caller.RequestId;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.composition.AccountProvider;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.composition.UseCases;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SessionsContract;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.CredentialsContract;
import dev.portcullis.signin.Login;
import dev.portcullis.signin.SignIn;
import dev.portcullis.verification.VerificationCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * The client of the Rememberizer API passes the contracts of the three ports as the local provider does. The upstream is
 * a packaged Portcullis, so this waits until there is one.
 */
@QuarkusTest
@QuarkusTestResource(value = UpstreamService.class, restrictToAnnotatedClass = true)
class RememberizerProviderIT implements AccountsContract, CredentialsContract, SessionsContract {
    @Inject
    AccountProvider provider;

    @Inject
    UseCases useCases;

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
    public boolean tellsAll() {
        return false;
    }

    @Override
    public boolean undoesWhatCannotBeRecorded() {
        return false;
    }

    @Test
    void keepsTheAttemptInTheLogAndThenWhatBecameOfIt() throws SQLException {
        CallerContext caller = Callers.aCaller();
        assertThat(useCases.signIn()
                        .execute(new SignIn.Command(
                                new Login("ada@example.com"),
                                ProviderContract.PASSWORD,
                                new CaptchaAnswer(""),
                                null,
                                new CallerContext(
                                        caller.address(),
                                        caller.userAgent(),
                                        new RequestId("two-steps"),
                                        null,
                                        caller.language()))))
                .satisfies(result -> assertThat(reasonOf(result)).contains(Reason.INVALID_CREDENTIALS));

        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        select type || ' ' || outcome || ' ' || coalesce(reason, '-') || ' '
                            || case when attempt_id is null then 'begins'
                               when attempt_id = lag(id) over (order by id) then 'completes' end
                        from audit_event where request_id = 'two-steps' order by id""")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        assertThat(rows)
                .containsExactly(
                        "authn_attempt unknown - begins", "authn_login_fail refused invalid_credentials completes");
    }

    /** Whatever limits the upstream has of its own. */
    @Test
    void guardsTheUpstreamAgainstGuesses() {
        SignIn.Command guess = new SignIn.Command(
                new Login("guessed@example.com"),
                ProviderContract.PASSWORD,
                new CaptchaAnswer(""),
                null,
                Callers.aCaller());
        for (int i = 0; i < 10; i++) {
            assertThat(reasonOf(useCases.signIn().execute(guess))).contains(Reason.INVALID_CREDENTIALS);
        }

        // A reason of this service: the upstream was not asked.
        assertThat(reasonOf(useCases.signIn().execute(guess))).contains(Reason.LOGIN_DELAYED);
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
        try (Connection connection = UpstreamService.database()) {
            PassedTime.pass(connection, duration);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
