package dev.portcullis.signingkey;

import static dev.portcullis.signingkey.SigningKeyFixture.AHEAD;
import static dev.portcullis.signingkey.SigningKeyFixture.changed;
import static dev.portcullis.signingkey.SigningKeyFixture.nextKeyExists;
import static dev.portcullis.signingkey.SigningKeyFixture.notChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.Result;
import dev.portcullis.signingkey.RotateSigningKeys.Rotated;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import org.junit.jupiter.api.Test;

class RotateSigningKeysTest {
    private final SigningKeyFixture keys = new SigningKeyFixture();

    @Test
    void publishesTheNextKeyNowAndSignsWithItWhenEveryVerifierKnowsIt() {
        keys.ensureFirstKey();

        Rotated rotated = keys.rotate(Urgency.ORDINARY).value();

        SigningKeySchedule next = rotated.key();
        assertThat(rotated.revoked()).isZero();
        assertThat(next.signsFrom()).isEqualTo(keys.clock.instant().plus(AHEAD));
        assertThat(keys.signing()).isEqualTo("key-1");
        assertThat(keys.published()).containsExactly("key-1", next.id());
        assertThat(keys.audit.events()).containsExactly(changed("rotated_to_" + next.id()));
    }

    @Test
    void publishesNoSecondNextKey() {
        keys.ensureFirstKey();
        SigningKeySchedule next = keys.rotate(Urgency.ORDINARY).value().key();

        assertThat(keys.rotate(Urgency.ORDINARY)).isEqualTo(Result.refused(nextKeyExists(next)));

        assertThat(keys.published()).containsExactly("key-1", next.id());
        assertThat(keys.audit.events()).containsExactly(changed("rotated_to_" + next.id()), notChanged("next_exists"));
    }

    @Test
    void replacesAllKeysInAnEmergencyByANewOneThatSignsAtOnce() {
        keys.ensureFirstKey();
        assertThat(keys.publishNextKey()).isNotNull();

        Rotated rotated = keys.rotate(Urgency.EMERGENCY).value();

        String signing = rotated.key().id();
        assertThat(rotated.revoked()).isEqualTo(2);
        assertThat(keys.signing()).isEqualTo(signing);
        assertThat(keys.published()).containsExactly(signing);
        assertThat(keys.audit.last()).isEqualTo(changed("replaced_by_" + signing));
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        keys.ensureFirstKey();
        keys.audit.becomeUnavailable();

        for (Urgency urgency : Urgency.values()) {
            assertThatThrownBy(() -> keys.rotate(urgency)).isInstanceOf(AuditUnavailable.class);
        }

        assertThat(keys.published()).containsExactly("key-1");
    }
}
