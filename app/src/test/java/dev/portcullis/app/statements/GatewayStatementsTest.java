package dev.portcullis.app.statements;

import static dev.portcullis.app.statements.CostTable.answered;
import static dev.portcullis.app.statements.CostTable.assertCosts;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As {@link StatementsPerRequestTest}, for the service as a gateway. */
@QuarkusTest
@TestProfile(GatewayStatementsTest.Observed.class)
class GatewayStatementsTest {
    public static final class Observed implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(ObservedDatabase.class), new TestResourceEntry(GrantingUpstream.class));
        }
    }

    @TestHTTPResource("/")
    URI base;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(base, answer -> {});
    }

    @Test
    void passesAnAccessTokenOnWithoutTheDatabase() throws IOException {
        assertCosts("`GET account/`, gateway", () -> answered(200, api.account("access")));
    }

    @Test
    void refreshesWithOneStatementBeforeTheCallAndOneAfterIt() throws IOException {
        assertCosts("`POST auth/custom-refresh/`, gateway", () -> answered(204, api.refresh("refresh")));
    }

    @Test
    void signsInWithTheCountOfFailedLogins() throws IOException {
        EmailAddress email = new EmailAddress("ada@example.com");

        assertCosts("`POST auth/signin/`, gateway", () -> answered(204, api.signIn(email, Api.PASSWORD)));
    }

    @Test
    void signsOutWithOneStatementBeforeTheCallAndOneAfterIt() throws IOException {
        assertCosts("`POST auth/custom-logout/`, gateway", () -> answered(204, api.signOut("refresh")));
    }
}
