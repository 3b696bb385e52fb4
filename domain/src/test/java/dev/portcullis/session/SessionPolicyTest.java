package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionPolicyTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration INSTANT = Duration.ofNanos(1);

    private static void assertAccepted(Duration idle, Duration absolute, Duration grace, int maximum) {
        assertThatCode(() -> new SessionPolicy(idle, absolute, grace, maximum)).doesNotThrowAnyException();
    }

    private static void assertRefused(Duration idle, Duration absolute, Duration grace, int maximum) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionPolicy(idle, absolute, grace, maximum));
    }

    @Test
    void allowsAtLeastOneSession() {
        assertAccepted(DAY, DAY, Duration.ZERO, 1);
        assertRefused(DAY, DAY, Duration.ZERO, 0);
    }

    @Test
    void hasPositiveLifetimes() {
        assertAccepted(INSTANT, INSTANT, Duration.ZERO, 1);
        assertRefused(Duration.ZERO, DAY, Duration.ofDays(-1), 1);
        assertRefused(Duration.ZERO, DAY, Duration.ZERO, 1);
        assertRefused(DAY.negated(), DAY, Duration.ZERO, 1);
        assertRefused(DAY, Duration.ZERO, Duration.ZERO, 1);
        assertRefused(DAY, DAY, INSTANT.negated(), 1);
    }

    @Test
    void hasAnIdleTimeoutUpToTheAbsoluteLifetimeAndALongerOneThanTheGraceWindow() {
        assertAccepted(DAY, DAY, DAY.minus(INSTANT), 1);
        assertRefused(DAY.plus(INSTANT), DAY, Duration.ZERO, 1);
        assertRefused(DAY, DAY, DAY, 1);
    }
}
