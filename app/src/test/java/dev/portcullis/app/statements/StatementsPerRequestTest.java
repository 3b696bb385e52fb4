package dev.portcullis.app.statements;

import static dev.portcullis.app.statements.CostTable.answered;
import static dev.portcullis.app.statements.CostTable.assertCosts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.journey.Api.Answer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request costs the database what {@code docs/performance.md} says, so nobody adds a round trip by accident. */
@QuarkusTest
@TestProfile(StatementsPerRequestTest.Observed.class)
class StatementsPerRequestTest {
    public static final class Observed implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ObservedDatabase.class));
        }
    }

    @TestHTTPResource("/")
    URI base;

    private Api api;
    private EmailAddress email;

    @BeforeEach
    void signUp() {
        api = new Api(base, answer -> {});
        email = api.aSignedUpAddress();
    }

    private Answer signIn() {
        return answered(204, api.signIn(email, Api.PASSWORD));
    }

    @Test
    void checksAnAccessTokenByOneQuery() throws IOException {
        String token = signIn().cookie("access_token");

        assertCosts("`GET account/`", () -> answered(200, api.account(token)));
    }

    @Test
    void refreshesInOneTransactionThatWaitsForTheDisk() throws IOException {
        String[] token = {signIn().cookie("refresh_token")};

        assertCosts("`POST auth/custom-refresh/`", () -> {
            Answer answer = answered(204, api.refresh(token[0]));
            token[0] = answer.cookie("refresh_token");
            return answer;
        });
    }

    @Test
    void signsInByTwoTransactionsThatWaitForTheDisk() throws IOException {
        assertCosts("`POST auth/signin/`", this::signIn);
    }

    @Test
    void refusesAWrongPasswordWithTheSameQueriesWhetherOrNotTheLoginExists() throws IOException {
        Traffic known = ObservedDatabase.during(() -> answered(401, api.signIn(email, "not the password")));
        Traffic unknown = ObservedDatabase.during(
                () -> answered(401, api.signIn(new EmailAddress("nobody@example.com"), "not the password")));

        assertThat(known.toString()).isEqualTo(unknown.toString());
        assertCosts("`POST auth/signin/`, refused", () -> answered(401, api.signIn(email, "not the password")));
    }

    @Test
    void signsOutInOneTransaction() throws IOException {
        for (int i = 0; i < CostTable.WARM_UP; i++) {
            String token = signIn().cookie("refresh_token");
            Answer unused = answered(204, api.signOut(token));
        }
        String token = signIn().cookie("refresh_token");

        Traffic traffic = ObservedDatabase.during(() -> answered(204, api.signOut(token)));

        CostTable.assertDocuments("`POST auth/custom-logout/`", traffic);
    }
}
