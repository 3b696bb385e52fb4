package dev.portcullis.signingkey;

import static dev.portcullis.signingkey.SigningKeyFixture.AHEAD;
import static dev.portcullis.signingkey.SigningKeyFixture.INTERVAL;
import static dev.portcullis.signingkey.SigningKeyFixture.OVERLAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EnsureSigningKeysTest {
    private final SigningKeyFixture keys = new SigningKeyFixture();

    @Test
    void generatesTheFirstKeyOnceAndSignsWithItAtOnce() {
        SigningKeySchedule made = keys.ensure().made();

        Instant now = keys.clock.instant();
        assertThat(made).isEqualTo(new SigningKeySchedule("key-1", now, now, null));
        assertThat(keys.ensure().made()).isNull();
        assertThat(keys.generator.made()).isEqualTo(1);
    }

    @Test
    void publishesTheNextKeyAheadAndTheOldOneAsLongAsItsTokensAreValid() {
        Instant start = keys.clock.instant();
        keys.ensureFirstKey();
        keys.clock.advance(INTERVAL.minus(AHEAD).minusSeconds(1));
        assertThat(keys.ensure().made()).isNull();
        keys.clock.advance(Duration.ofSeconds(1));

        SigningKeySchedule next = keys.ensure().made();

        assertThat(next).isEqualTo(new SigningKeySchedule("key-2", keys.clock.instant(), start.plus(INTERVAL), null));
        assertThat(keys.ensure().made()).isNull();
        assertThat(keys.key("key-1").retiredAt()).isEqualTo(start.plus(INTERVAL).plus(OVERLAP));
        assertThat(keys.signing()).isEqualTo("key-1");
        keys.clock.advance(AHEAD);
        assertThat(keys.signing()).isEqualTo("key-2");
        assertThat(keys.published()).containsExactly("key-2", "key-1");
        keys.clock.advance(OVERLAP);
        assertThat(keys.published()).containsExactly("key-2");
    }

    @Test
    void removesAKeyThatHasBeenGoneForThirtyDays() {
        keys.ensureFirstKey();
        assertThat(keys.revoke("key-1").isRefused()).isFalse();
        keys.clock.advance(Duration.ofDays(29));
        assertThat(keys.ensure().removed()).isEmpty();

        keys.clock.advance(Duration.ofDays(1));

        assertThat(keys.ensure().removed()).containsExactly("key-1");
        assertThat(keys.ring().keys()).extracting(SigningKeySchedule::id).doesNotContain("key-1");
    }
}
