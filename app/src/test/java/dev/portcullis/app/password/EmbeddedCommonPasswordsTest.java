package dev.portcullis.app.password;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.credential.PasswordProfile;
import dev.portcullis.kernel.FailurePolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import me.gosimple.nbvcxz.Nbvcxz;
import org.junit.jupiter.api.Test;

class EmbeddedCommonPasswordsTest {
    private static final EmbeddedCommonPasswords LIST = EmbeddedCommonPasswords.load();

    /** The source of the list, most common first, limited to the lengths that the standard profile accepts. */
    private static List<String> source() throws IOException {
        try (InputStream list = requireNonNull(Nbvcxz.class.getResourceAsStream("/dictionaries/passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= PasswordProfile.STANDARD.minimumLength())
                    .filter(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'))
                    .toList();
        }
    }

    private static PasswordPolicy policy(PasswordProfile profile) {
        return new PasswordPolicy(profile, LIST, List.of(), BreachedPasswords.unasked(), FailurePolicy.FAIL_CLOSED);
    }

    @Test
    void hasTheFirst3000OfItsSource() throws IOException {
        List<String> first = source().subList(0, 3_000);

        assertThat(first).startsWith("password", "12345678", "123456789");
        assertThat(first)
                .allSatisfy(password -> assertThat(
                                policy(PasswordProfile.STANDARD).violationBy(new Password(password), List.of()))
                        .contains(PasswordPolicy.Violation.TOO_COMMON));
    }

    @Test
    void hasAllOfItsSourceAndNothingElse() throws IOException {
        List<String> source = source().stream()
                .map(password -> password.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();

        assertThat(source).hasSize(38_454).allMatch(LIST::contains);
        assertThat(LIST.size()).isEqualTo(source.size());
    }

    @Test
    void hasWhatTheStrictProfileTakesByItsLength() throws IOException {
        List<String> longOnes = source().stream()
                .filter(password -> password.length() >= PasswordProfile.STRICT.minimumLength())
                .toList();

        assertThat(longOnes)
                .hasSize(74)
                .allSatisfy(password -> assertThat(
                                policy(PasswordProfile.STRICT).violationBy(new Password(password), List.of()))
                        .contains(PasswordPolicy.Violation.TOO_COMMON));
    }

    @Test
    void hasNoneThatNobodyUses() {
        Random random = new Random(42);

        assertThat(IntStream.range(0, 100_000).mapToObj(i -> Long.toString(random.nextLong(), 36)))
                .noneMatch(LIST::contains);
        assertThat(LIST.contains("")).isFalse();
        assertThat(LIST.contains("clockwork heron at noon")).isFalse();
        // The password in the examples of the upstream's documentation.
        assertThat(LIST.contains("secure_password")).isFalse();
    }

    @Test
    void findsTheFirstAndTheLastOfItsEntriesAndNothingBesideThem() {
        byte[] low = EmbeddedCommonPasswords.entryOf("first");
        byte[] high = EmbeddedCommonPasswords.entryOf("second");
        boolean swapped = Arrays.compareUnsigned(low, high) > 0;
        byte[] two = new byte[2 * EmbeddedCommonPasswords.ENTRY_BYTES];
        System.arraycopy(swapped ? high : low, 0, two, 0, EmbeddedCommonPasswords.ENTRY_BYTES);
        System.arraycopy(
                swapped ? low : high, 0, two, EmbeddedCommonPasswords.ENTRY_BYTES, EmbeddedCommonPasswords.ENTRY_BYTES);
        EmbeddedCommonPasswords list = new EmbeddedCommonPasswords(two);

        assertThat(list.contains("first")).isTrue();
        assertThat(list.contains("second")).isTrue();
        assertThat(List.of("third", "fourth", "fifth", "First", "")).noneMatch(list::contains);
    }

    @Test
    void doesNotComeUpWithAListThatIsCutShort() {
        assertThatThrownBy(() -> new EmbeddedCommonPasswords(new byte[0])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new EmbeddedCommonPasswords(new byte[7])).isInstanceOf(IllegalStateException.class);
    }
}
