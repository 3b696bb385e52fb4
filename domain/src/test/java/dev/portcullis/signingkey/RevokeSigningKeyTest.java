package dev.portcullis.signingkey;

import static dev.portcullis.signingkey.SigningKeyFixture.AHEAD;
import static dev.portcullis.signingkey.SigningKeyFixture.changed;
import static dev.portcullis.signingkey.SigningKeyFixture.notChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevokeSigningKeyTest {
    private final SigningKeyFixture keys = new SigningKeyFixture();

    @BeforeEach
    void ensureFirstKey() {
        keys.ensureFirstKey();
    }

    @Test
    void replacesTheCurrentKeyByTheNextOneAtOnce() {
        String next = keys.publishNextKey();

        assertThat(keys.revoke("key-1").value()).isEqualTo(keys.key(next));

        assertThat(keys.signing()).isEqualTo(next);
        assertThat(keys.published()).containsExactly(next);
        assertThat(keys.key(next).retiredAt()).isNull();
        assertThat(keys.audit.last()).isEqualTo(changed("revoked_key-1"));
    }

    @Test
    void replacesTheOnlyKeyByANewOne() {
        String signing = keys.revoke("key-1").value().id();

        assertThat(signing).isNotEqualTo("key-1");
        assertThat(keys.signing()).isEqualTo(signing);
        assertThat(keys.published()).containsExactly(signing);
    }

    @Test
    void continuesWithTheCurrentKeyWhenTheNextOneIsRevoked() {
        String next = keys.publishNextKey();
        assertThat(keys.key("key-1").retiredAt()).isNotNull();

        assertThat(keys.revoke(next).value().id()).isEqualTo("key-1");

        assertThat(keys.key("key-1").retiredAt()).isNull();
        keys.clock.advance(AHEAD.multipliedBy(3));
        assertThat(keys.published()).containsExactly("key-1");
    }

    @Test
    void continuesWithTheCurrentKeyWhenARetiringOneIsRevoked() {
        String next = keys.publishNextKey();
        keys.clock.advance(AHEAD);
        assertThat(keys.published()).containsExactly(next, "key-1");

        assertThat(keys.revoke("key-1")).isEqualTo(Result.of(keys.key(next)).noting("revoked_key-1"));

        assertThat(keys.published()).containsExactly(next);
    }

    @Test
    void refusesAKeyThatIsRevokedOrUnknown() {
        assertThat(keys.revoke("key-1").isRefused()).isFalse();
        String signing = keys.signing();

        assertThat(keys.revoke("key-1")).isEqualTo(Result.refused(Reason.KEY_ALREADY_REVOKED));
        assertThat(keys.audit.last()).isEqualTo(notChanged("already_gone"));
        assertThat(keys.revoke("none")).isEqualTo(Result.refused(Reason.UNKNOWN_KEY));
        assertThat(keys.audit.last()).isEqualTo(notChanged("unknown_key"));
        assertThat(keys.signing()).isEqualTo(signing);
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        keys.audit.becomeUnavailable();

        assertThatThrownBy(() -> keys.revoke("key-1")).isInstanceOf(AuditUnavailable.class);

        assertThat(keys.published()).containsExactly("key-1");
    }
}
