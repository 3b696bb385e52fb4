package dev.portcullis.app.statements;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

    /** The driver prepares a statement on the server once it has run five times. */
    private static final int WARM_UP = 6;

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

    private static Answer answered(int status, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private static void assertCosts(String request, Supplier<Answer> call) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            Answer unused = call.get();
        }
        Traffic traffic = ObservedDatabase.during(call);

        assertThat(traffic.cost()).as(request + " sends" + traffic).isEqualTo(documented(request));
    }

    /** A row of the table in the documentation. */
    private static Traffic.Cost documented(String request) throws IOException {
        MatchResult row = Pattern.compile(
                        "^\\| " + Pattern.quote(request) + " \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docs/performance.md")))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("not documented: " + request));
        return new Traffic.Cost(
                Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3)));
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
        for (int i = 0; i < WARM_UP; i++) {
            String token = signIn().cookie("refresh_token");
            Answer unused = answered(204, api.signOut(token));
        }
        String token = signIn().cookie("refresh_token");

        Traffic traffic = ObservedDatabase.during(() -> answered(204, api.signOut(token)));

        assertThat(traffic.cost()).as("sign-out sends" + traffic).isEqualTo(documented("`POST auth/custom-logout/`"));
    }
}
