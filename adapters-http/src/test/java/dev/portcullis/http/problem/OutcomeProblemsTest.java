package dev.portcullis.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.outbound.CallLimits;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeProblemsTest {
    private static final Set<Reason> AT_THE_COMMAND_LINE = EnumSet.of(
            Reason.UNCHANGED,
            Reason.TOO_MANY_GROUPS,
            Reason.NEXT_KEY_EXISTS,
            Reason.KEY_ALREADY_KEPT,
            Reason.KEY_ALREADY_REVOKED,
            Reason.UNKNOWN_KEY);

    @ParameterizedTest
    @EnumSource
    void hasAProblemForEachRefusalOfARequest(Reason reason) {
        if (AT_THE_COMMAND_LINE.contains(reason)) {
            return;
        }

        Problem problem = OutcomeProblems.of(Refusal.of(reason), null);

        assertThat(problem.status()).isBetween(400, 599);
    }

    /** A caller must not learn whether a login exists, and why an account may not sign in (ASVS 5.0, 6.3.8). */
    @Test
    void doesNotRevealWhyASignInWasDenied() {
        Set<Problem> problems = List.of(
                        Reason.UNKNOWN_LOGIN,
                        Reason.WRONG_PASSWORD,
                        Reason.ACCOUNT_DISABLED,
                        Reason.EMAIL_NOT_VERIFIED,
                        Reason.INVALID_CREDENTIALS)
                .stream()
                .map(reason -> OutcomeProblems.of(Refusal.of(reason), null))
                .collect(Collectors.toSet());

        assertThat(problems).containsExactly(Problem.of(ProblemCode.INVALID_CREDENTIALS));
    }

    @Test
    void letsCallersRetryWhenAnUnavailableServiceIsCalledAgain() {
        assertThat(OutcomeProblems.CHECK_PAUSE).isEqualTo(CallLimits.BREAKER_DELAY);
    }

    /** A thief must not learn that a token was recognized as reused. */
    @Test
    void doesNotRevealWhyASessionCannotBeRefreshed() {
        Set<Problem> problems = List.of(
                        Reason.TOKEN_MISSING,
                        Reason.TOKEN_NOT_GENUINE,
                        Reason.TOKEN_REUSED,
                        Reason.SESSION_UNKNOWN,
                        Reason.SESSION_ENDED,
                        Reason.SESSION_EXPIRED,
                        Reason.SESSION_REJECTED,
                        Reason.COUNTER_LOST)
                .stream()
                .map(reason -> OutcomeProblems.of(Refusal.of(reason), null))
                .collect(Collectors.toSet());

        assertThat(problems).containsExactly(Problem.of(ProblemCode.SESSION_INVALID));
    }

    @Test
    void saysWhenToRetryAndWhatIsWrong() {
        Refusal limited = Refusal.retryAfter(Reason.TOO_MANY_ATTEMPTS, Duration.ofSeconds(7));
        assertThat(OutcomeProblems.of(limited, null).headers()).containsExactly(new Problem.Header("Retry-After", "7"));

        Refusal invalid = Refusal.of(Reason.PASSWORD_REFUSED, new Refusal.Detail("password", "too_short"));
        assertThat(OutcomeProblems.of(invalid, null).errors())
                .containsExactly(new Problem.FieldError("password", "too_short"));
    }

    @Test
    void leavesStatusAndRetryToTheUpstreamIfItDecided() {
        UpstreamResponse response = new UpstreamResponse(422, "", List.of("a=b"), Duration.ofSeconds(9), null);

        Problem problem = OutcomeProblems.of(Refusal.of(Reason.PROVIDER_REJECTED), response);

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.headers())
                .containsExactlyInAnyOrder(
                        new Problem.Header("Set-Cookie", "a=b"), new Problem.Header("Retry-After", "9"));
    }
}
