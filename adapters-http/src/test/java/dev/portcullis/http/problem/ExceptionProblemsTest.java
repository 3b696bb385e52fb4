package dev.portcullis.http.problem;

import static dev.portcullis.http.Fixtures.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.http.LogRecorder;
import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.StoreUnavailable;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExceptionProblemsTest {
    private static final String SECRET = "jdbc:postgresql://db/secret";

    @Inject
    ScriptedProvider provider;

    @BeforeEach
    void forget() {
        provider.reset();
    }

    private void expect(Supplier<? extends RuntimeException> failure, int status, String code) {
        assertThat(bodyOf(failure, status, code)).contains(code);
    }

    private String bodyOf(Supplier<? extends RuntimeException> failure, int status, String code) {
        provider.fails(failure);
        return sending("{\"login\":\"user@example.com\",\"password\":\"secure_password\"}")
                .header("X-Request-Id", "the-request")
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .extract()
                .asString();
    }

    private String retryAfter() {
        return sending("{\"login\":\"user@example.com\",\"password\":\"secure_password\"}")
                .post("/api/v1/auth/signin/")
                .header("Retry-After");
    }

    @Test
    void sayThatTheStoreIsUnavailableAndWhenToTryAgain() {
        expect(() -> new StoreUnavailable(new IllegalStateException(SECRET)), 503, "database_unavailable");

        assertThat(retryAfter()).isEqualTo("5");
    }

    @Test
    void sayThatTheAuditLogIsUnavailableAndWhenToTryAgain() {
        expect(() -> new AuditUnavailable(new IllegalStateException(SECRET)), 503, "audit_unavailable");

        assertThat(retryAfter()).isEqualTo("5");
    }

    @Test
    void sayThatTooMuchIsGoingOnAndWhenToTryAgain() {
        expect(() -> new Overloaded(Duration.ofMillis(1500)), 503, "overloaded");
        assertThat(retryAfter()).isEqualTo("2");

        expect(RejectedExecutionException::new, 503, "overloaded");
        assertThat(retryAfter()).isEqualTo("1");
    }

    @Test
    void leakNothingOfWhatIsUnexpectedAndLogItWithTheRequestId() {
        try (LogRecorder log = new LogRecorder(Level.SEVERE)) {
            String body = bodyOf(() -> new IllegalStateException(SECRET), 500, "internal_error");

            assertThat(body)
                    .doesNotContain("secret")
                    .doesNotContain("Exception")
                    .doesNotContain("dev.portcullis.http")
                    .contains("the-request");
            assertThat(log.messages()).singleElement().asString().contains("the-request");
        }
    }

    @Test
    void coverErrorsToo() {
        provider.answersNothing();

        sending("{\"login\":\"user@example.com\",\"password\":\"secure_password\"}")
                .post("/api/v1/auth/signin/")
                .then()
                .statusCode(500)
                .body("code", equalTo("internal_error"));
    }

    @Test
    void nameTheRefusalsOfTheFramework() {
        expect(() -> new NotAuthorizedException("Basic"), 401, "not_authenticated");
        expect(() -> new ForbiddenException(), 403, "forbidden");
        expect(() -> new ClientErrorException(Response.Status.GONE), 400, "bad_request");
        expect(() -> new ServiceUnavailableException(), 500, "internal_error");
        expect(() -> new io.quarkus.security.UnauthorizedException(SECRET), 401, "not_authenticated");
        expect(() -> new io.quarkus.security.AuthenticationFailedException(SECRET), 401, "not_authenticated");
        expect(() -> new io.quarkus.security.ForbiddenException(SECRET), 403, "forbidden");
    }
}
