package dev.portcullis.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract of {@link PasswordHasher}. */
public interface PasswordHasherContract {
    PasswordHasher hasher();

    /** A hasher with other parameters that knows those of {@link #hasher()} too. */
    PasswordHasher hasherWithOtherParameters();

    @Test
    default void knowsASecretAgain() {
        PasswordHash hash = hasher().hash(new Password("correct horse"));

        assertThat(hasher().matches(new Password("correct horse"), hash)).isTrue();
        assertThat(hasher().matches(new Password("correct horse "), hash)).isFalse();
        assertThat(hasher().matches(new Password("Correct horse"), hash)).isFalse();
    }

    @Test
    default void saltsEachHash() {
        Password password = new Password("correct horse");

        assertThat(hasher().hash(password)).isNotEqualTo(hasher().hash(password));
    }

    @Test
    default void comparesEveryCharacterOfALongSecret() {
        String long127 = "a".repeat(127);
        PasswordHash hash = hasher().hash(new Password(long127 + "x"));

        assertThat(hasher().matches(new Password(long127 + "y"), hash)).isFalse();
        assertThat(hasher().matches(new Password(long127 + "x"), hash)).isTrue();
    }

    @Test
    default void tellsApartWhatOnlyLooksAlike() {
        PasswordHash composed = hasher().hash(new Password("caf\u00e9-password"));

        assertThat(hasher().matches(new Password("cafe\u0301-password"), composed))
                .isFalse();
    }

    @Test
    default void matchesNothingAgainstTheDecoy() {
        assertThat(hasher().matches(new Password("correct horse"), hasher().decoy()))
                .isFalse();
        assertThat(hasher().isOutdated(hasher().decoy())).isFalse();
    }

    @Test
    default void noticesAHashWithOtherParametersAndStillChecksIt() {
        PasswordHash old = hasher().hash(new Password("correct horse"));
        PasswordHasher other = hasherWithOtherParameters();

        assertThat(hasher().isOutdated(old)).isFalse();
        assertThat(other.isOutdated(old)).isTrue();
        assertThat(other.matches(new Password("correct horse"), old)).isTrue();
    }
}
