package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.client.RecordingServer.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** When the client refreshes its session, against a service in this JVM. */
class RefreshTest {
    @AutoClose
    private final SessionService service = new SessionService();

    private final PortcullisClient client = service.client();

    @Test
    void sendsTheRefreshTokenOnlyWhereItBelongs() {
        service.signIn();

        assertThat(client.describeAccount().email()).isEqualTo("user@example.com");
        client.refreshSession();

        assertThat(service.requests.get(1).header("Cookie"))
                .contains("access_token")
                .doesNotContain("refresh_token");
        assertThat(service.requests.get(2).header("Cookie")).contains("refresh_token");
    }

    @Test
    void refreshesAheadOfExpiry() {
        service.expiresIn = "1";
        service.signIn();
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        service.expiresIn = "300";

        service.pass(Duration.ofMillis(850));
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");

        assertThat(service.requests)
                .hasToString("[POST /api/v1/auth/signin/, " + SessionService.ACCOUNT + ", " + SessionService.REFRESH
                        + ", " + SessionService.ACCOUNT + "]");
    }

    @Test
    void refreshesOnceForAllThreadsThatGetA401() throws Exception {
        for (String lifetime : new String[] {"300", null}) {
            service.expiresIn = lifetime;
            service.signIn();
            service.valid.clear();
            service.requests.clear();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            for (Future<Account> each :
                    threads.invokeAll(Collections.nCopies(8, (Callable<Account>) client::describeAccount))) {
                assertThat(each.get().emailVerified()).isTrue();
            }
            threads.shutdown();

            assertThat(service.count(SessionService.REFRESH)).isEqualTo(1);
        }
    }

    @Test
    void sendsACallOnceMoreAndNotForEver() {
        service.signIn();
        service.valid.clear();
        service.refreshResponse = new Response(204, "");

        assertThatThrownBy(client::describeAccount)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.is("not_authenticated")).isTrue());
        assertThat(service.count(SessionService.ACCOUNT)).isEqualTo(2);
    }

    @Test
    void reportsTheFirstProblemWhenTheSessionIsOver() {
        service.signIn();
        service.valid.clear();
        service.refreshResponse = SessionService.problem(401, "session_invalid");

        ProblemException problem = catchThrowableOfType(ProblemException.class, client::describeAccount);

        assertThat(problem.problem().code()).isEqualTo("not_authenticated");
        assertThat(problem.fields()).isEqualTo(Map.of("email", "malformed"));
    }

    @Test
    void reportsWhyARefreshFailedAndRefreshesLater() {
        service.signIn();
        service.valid.clear();
        service.refreshResponse = SessionService.problem(503, "database_unavailable", "Retry-After: 1");

        for (int i = 0; i < 3; i++) {
            ProblemException problem = catchThrowableOfType(ProblemException.class, client::describeAccount);
            assertThat(problem.problem().code()).isEqualTo("database_unavailable");
            assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        }
        assertThat(service.count(SessionService.REFRESH)).isEqualTo(1);
        service.refreshResponse = null;
        service.pass(Duration.ofMillis(1100));

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
    }

    @Test
    void waitsLongerAfterEachFailure() {
        service.signIn();
        service.valid.clear();
        service.refreshResponse = SessionService.problem(500, "internal_error");
        assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);
        service.pass(Duration.ofMillis(1100));
        assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);
        service.pass(Duration.ofMillis(1100));

        assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);

        assertThat(service.count(SessionService.REFRESH)).isEqualTo(2);
    }

    @Test
    void refreshesAtOnceIfTheCallerWantsThat() {
        service.signIn();
        service.refreshResponse = SessionService.problem(429, "rate_limited", "Retry-After: 3600");
        assertThatThrownBy(client::refreshSession).isInstanceOf(ProblemException.class);
        service.refreshResponse = null;

        client.refreshSession();

        assertThat(service.count(SessionService.REFRESH)).isEqualTo(2);
    }

    @Test
    void ignoresALifetimeThatIsNotANumber() {
        for (String lifetime : new String[] {"300, 300", "-1", "", "99999999999999999999"}) {
            service.expiresIn = lifetime;
            service.signIn();

            assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        }
    }
}
