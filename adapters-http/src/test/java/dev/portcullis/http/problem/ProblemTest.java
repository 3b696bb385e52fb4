package dev.portcullis.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.problem.Problem.Header;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @ParameterizedTest
    @CsvSource({"PT0S,1", "PT-1S,1", "PT0.001S,1", "PT1S,1", "PT1.000000001S,2", "PT59.5S,60", "PT1H,3600"})
    void neverAsksForAnotherTryTooEarly(Duration delay, String seconds) {
        assertThat(Problem.of(ProblemCode.RATE_LIMITED).retryAfter(delay).headers())
                .containsExactly(new Header("Retry-After", seconds));
    }

    @Test
    void saysHowToAuthenticateWithEach401() {
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(Problem.of(code).headers().contains(new Header("WWW-Authenticate", "Bearer")))
                    .isEqualTo(code.status() == 401);
        }
    }
}
