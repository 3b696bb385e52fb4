package dev.portcullis.signingkey;

import static dev.portcullis.signingkey.SigningKeyFixture.AHEAD;
import static dev.portcullis.signingkey.SigningKeyFixture.changed;
import static dev.portcullis.signingkey.SigningKeyFixture.nextKeyExists;
import static dev.portcullis.signingkey.SigningKeyFixture.notChanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import org.junit.jupiter.api.Test;

class ImportSigningKeyTest {
    private final SigningKeyFixture keys = new SigningKeyFixture();

    @Test
    void publishesAnImportedKeyAhead() {
        keys.ensureFirstKey();

        SigningKeySchedule imported = keys.importKey("ours", 7).value();

        assertThat(imported.signsFrom()).isEqualTo(keys.clock.instant().plus(AHEAD));
        assertThat(keys.published()).containsExactly("key-1", "ours");
        assertThat(keys.audit.last()).isEqualTo(changed("imported_ours"));
    }

    @Test
    void signsAtOnceWhereThereIsNoOtherKey() {
        assertThat(keys.importKey("ours", 7).value().id()).isEqualTo("ours");

        assertThat(keys.signing()).isEqualTo("ours");
        assertThat(keys.ensure().made()).isNull();
    }

    @Test
    void importsNoKeyTwice() {
        assertThat(keys.importKey("ours", 7).isRefused()).isFalse();

        assertThat(keys.importKey("again", 7))
                .isEqualTo(Result.refused(Refusal.of(Reason.KEY_ALREADY_KEPT, new Refusal.Detail("kid", "ours"))));

        assertThat(keys.audit.last()).isEqualTo(notChanged("already_kept"));
        assertThat(keys.published()).containsExactly("ours");
    }

    @Test
    void importsNoKeyInPlaceOfANextOne() {
        assertThat(keys.importKey("ours", 7).isRefused()).isFalse();
        assertThat(keys.importKey("second", 8).isRefused()).isFalse();

        assertThat(keys.importKey("third", 9)).isEqualTo(Result.refused(nextKeyExists(keys.key("second"))));

        assertThat(keys.audit.last()).isEqualTo(notChanged("next_exists"));
        assertThat(keys.published()).containsExactly("ours", "second");
    }

    @Test
    void importsNothingThatCannotBeRecorded() {
        keys.audit.becomeUnavailable();

        assertThatThrownBy(() -> keys.importKey("ours", 7)).isInstanceOf(AuditUnavailable.class);

        assertThat(keys.published()).isEmpty();
    }
}
