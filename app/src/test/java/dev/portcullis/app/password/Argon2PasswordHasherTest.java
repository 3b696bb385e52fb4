package dev.portcullis.app.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.PasswordHasherContract;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHasherTest implements PasswordHasherContract {
    private static PasswordHasher hasher(Argon2Cost cost) {
        // The fastest that this JVM has.
        Argon2id argon2id = new Argon2Library(Argon2Library.DEFAULT).open(2, cost);
        return new Argon2PasswordHasher(
                argon2id, cost, new HashingLimiter(2, Duration.ofSeconds(10)), new SecureRandom());
    }

    private final PasswordHasher hasher = hasher(Argon2Cost.OWASP);

    @Override
    public PasswordHasher hasher() {
        return hasher;
    }

    @Override
    public PasswordHasher hasherWithOtherParameters() {
        return hasher(new Argon2Cost(12_288, 3, 1));
    }

    @Test
    void writesPhcStringsWithTheParametersOfOwasp() {
        assertThat(hasher.hash(new Password("correct horse")).phc())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    }

    /** From the test vectors of the reference implementation in C. */
    @Test
    void agreesWithTheReferenceImplementation() {
        PasswordHash reference = new PasswordHash(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

        assertThat(hasher.matches(new Password("password"), reference)).isTrue();
        assertThat(hasher.matches(new Password("Password"), reference)).isFalse();
        assertThat(hasher.isOutdated(reference)).isTrue();
    }

    /** Earlier versions wrote {@code ١٩٤٥٦} where the JVM's default locale was {@code ar-EG}. */
    @Test
    void readsAHashWithTheDigitsOfAnotherScriptAndReplacesIt() {
        Password password = new Password("correct horse");
        PasswordHash hash = hasher.hash(password);
        PasswordHash stored = new PasswordHash(
                hash.phc().replace("m=19456,t=2,p=1", "m=\u0661\u0669\u0664\u0665\u0666,t=\u0662,p=\u0661"));

        assertThat(hasher.isOutdated(hash)).isFalse();
        assertThat(hasher.matches(password, stored)).isTrue();
        assertThat(hasher.matches(new Password("wrong horse"), stored)).isFalse();
        assertThat(hasher.isOutdated(stored)).isTrue();
    }

    /** The last two have a salt of 7 bytes and a tag of 3, which the reference implementation refuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$10$damaged",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFh"
            })
    void takesADamagedHashForAFaultAndNotForAWrongPassword(String damaged) {
        assertThatThrownBy(() -> hasher.matches(new Password("password"), new PasswordHash(damaged)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesNoLessTimeForAnOldHashThatCostLess() {
        PasswordHash cheap = hasher(new Argon2Cost(64, 1, 1)).hash(new Password("correct horse"));
        PasswordHash today = hasher.decoy();

        // The costs differ by a factor of some thousands; on a busy machine, the fastest of several runs counts.
        long old = quickest(cheap);
        long now = quickest(today);

        assertThat(hasher.matches(new Password("correct horse"), cheap)).isTrue();
        assertThat((double) old / now).isGreaterThan(0.5);
    }

    private long quickest(PasswordHash hash) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            assertThat(hasher.matches(new Password("wrong horse"), hash)).isFalse();
            quickest = Math.min(quickest, System.nanoTime() - begin);
        }
        return quickest;
    }

    @ParameterizedTest
    @CsvSource({"12288, 3, 1024", "19455, 2, -1", "19456, 2, -1", "47104, 1, -1", "9728, 2, 9728", "64, 1, 19424"})
    void knowsWhatAnOldCostLacks(int memory, int iterations, int missing) {
        assertThat(new Argon2Cost(memory, iterations, 1).missingTo(Argon2Cost.OWASP))
                .isEqualTo(missing < 0 ? Optional.empty() : Optional.of(new Argon2Cost(missing, 2, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "47104, 1, true", "47103, 1, false",
        "19456, 2, true", "19455, 2, false",
        "12288, 3, true", "12287, 3, false",
        "9216, 4, true", "9215, 4, false",
        "7168, 5, true", "7167, 5, false",
        "7168, 9, true", "7167, 9, false"
    })
    void knowsTheWeakestCostsThatOwaspLists(int memory, int iterations, boolean strongEnough) {
        assertThat(new Argon2Cost(memory, iterations, 1).isStrongEnough()).isEqualTo(strongEnough);
    }
}
