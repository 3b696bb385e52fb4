package dev.portcullis.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.credential.BreachedPasswords.Finding;
import dev.portcullis.credential.PasswordPolicy.Violation;
import dev.portcullis.kernel.FailurePolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final Set<String> COMMON = Set.of("iloveyou", "password1", "contrasena");
    private static final List<String> ADA = List.of("ada.lovelace42", "example.com", "Ada Lovelace");

    private static PasswordPolicy policy(PasswordProfile profile) {
        return new PasswordPolicy(
                profile,
                COMMON::contains,
                List.of("Rememberizer"),
                BreachedPasswords.unasked(),
                FailurePolicy.FAIL_CLOSED);
    }

    private static PasswordPolicy policy(Finding finding, FailurePolicy failurePolicy) {
        return new PasswordPolicy(
                PasswordProfile.STANDARD, COMMON::contains, List.of(), password -> finding, failurePolicy);
    }

    private static Optional<Violation> violationBy(String password) {
        return policy(PasswordProfile.STANDARD).violationBy(new Password(password), ADA);
    }

    @Test
    void needs8CodePointsByTheStandardProfile() {
        PasswordPolicy policy = policy(PasswordProfile.STANDARD);

        assertThat(policy.violationBy(new Password("😀".repeat(7)), List.of())).contains(Violation.TOO_SHORT);
        assertThat(policy.violationBy(new Password("😀".repeat(8)), List.of())).isEmpty();
        assertThat(policy.violationBy(new Password("a".repeat(7)), List.of())).contains(Violation.TOO_SHORT);
        assertThat(policy.violationBy(new Password("a".repeat(8)), List.of())).isEmpty();
    }

    @Test
    void needs15CodePointsByTheStrictProfile() {
        PasswordPolicy policy = policy(PasswordProfile.STRICT);

        assertThat(policy.violationBy(new Password("a".repeat(14)), List.of())).contains(Violation.TOO_SHORT);
        assertThat(policy.violationBy(new Password("a".repeat(15)), List.of())).isEmpty();
        assertThat(policy.violationBy(new Password("😀".repeat(14)), List.of())).contains(Violation.TOO_SHORT);
        assertThat(policy.violationBy(new Password("😀".repeat(15)), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allonlowercasephrase",
                "ALLONLYUPPERCASEPHRASE",
                "937160284519",
                "                 ",
                "čtyřicet dva",
                "😀🎉🚀🐢🍕🌮🎸🎈"
            })
    void asksForNoKindOfCharacter(String password) {
        assertThat(violationBy(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iloveyou", "ILoveYou", "  iloveyou ", "ílóvéyóú", "ｉｌｏｖｅｙｏｕ", "contraseña", "Password1"})
    void refusesACommonPasswordHoweverItIsDressedUp(String password) {
        assertThat(violationBy(password)).contains(Violation.TOO_COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada lovelace",
                "AdaLovelace1",
                "lovelace-42!",
                "ada.lovelace42@example.com",
                "42lovelace42",
                "Rememberizer",
                "r\u00e9memberizer!!",
                "rememberizer2026",
                "rememberizer_iloveyou",
                "lovelacepassword1",
                "ada-1234567"
            })
    void refusesWhatIsTooLittleWithoutTheWordsOfHolderAndService(String password) {
        assertThat(violationBy(password)).contains(Violation.CONTAINS_CONTEXT_WORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the lovelace engine computes",
                "my example of a phrase",
                "ada😀🎉🚀🐢🍕🌮🎸🎈",
                "rememberizer horse battery"
            })
    void takesSuchAWordInWhatIsEnoughWithoutIt(String password) {
        assertThat(violationBy(password)).isEmpty();
    }

    @Test
    void countsNoWordOfLessThanThreeCharacters() {
        PasswordPolicy policy = policy(PasswordProfile.STANDARD);

        assertThat(policy.violationBy(new Password("wolfgang"), List.of("Bo Wo")))
                .isEmpty();
        assertThat(policy.violationBy(new Password("bowo 1234"), List.of("Bo Wo")))
                .contains(Violation.CONTAINS_CONTEXT_WORD);
    }

    @Property
    void refusesEveryPasswordMadeOfAWordOfTheHolderAndLessThanAPassword(
            @ForAll("words") String word, @ForAll("decorations") String before, @ForAll("decorations") String after) {
        String password = before + word + after;
        if (password.codePointCount(0, password.length()) < 8) {
            return;
        }
        for (String written : List.of(password, password.toUpperCase(Locale.ROOT))) {
            for (List<String> holder : List.of(
                    List.of("x", "mail.example", "Someone " + word),
                    List.of("x." + word, "mail.example", "Someone"),
                    List.of("x", word + ".example", "Someone"))) {
                assertThat(policy(PasswordProfile.STANDARD).violationBy(new Password(written), holder))
                        .contains(Violation.CONTAINS_CONTEXT_WORD);
            }
        }
    }

    @Property
    void acceptsEveryLongRandomPassword(
            @ForAll("random") String password, @ForAll("words") String first, @ForAll("words") String second) {
        assertThat(policy(PasswordProfile.STANDARD)
                        .violationBy(new Password(password), List.of(first, second, first + " " + second)))
                .isEmpty();
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withChars("bcdefghijklmnopåæøéüжд")
                .ofMinLength(3)
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> decorations() {
        return Arbitraries.strings().withChars("0123456789!-_. ").ofMaxLength(3);
    }

    /** Digits and letters that no word above is made of. */
    @Provide
    Arbitrary<String> random() {
        return Arbitraries.strings()
                .withChars("qrstuvwxyz0123456789")
                .ofMinLength(16)
                .ofMaxLength(128);
    }

    @Test
    void refusesWhatHasLeaked() {
        for (FailurePolicy policy : FailurePolicy.values()) {
            assertThat(policy(Finding.FOUND, policy).violationBy(new Password("analytical"), ADA))
                    .contains(Violation.BREACHED);
            assertThat(policy(Finding.NOT_FOUND, policy).violationBy(new Password("analytical"), ADA))
                    .isEmpty();
        }
    }

    @Test
    void takesWhatCannotBeCheckedOnlyIfTheOperatorSaysSo() {
        assertThat(policy(Finding.UNKNOWN, FailurePolicy.FAIL_CLOSED).violationBy(new Password("analytical"), ADA))
                .contains(Violation.UNCHECKED);
        assertThat(policy(Finding.UNKNOWN, FailurePolicy.FAIL_OPEN).violationBy(new Password("analytical"), ADA))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FailurePolicy.class)
    void asksNobodyAboutWhatIsRefusedAnyway(FailurePolicy failurePolicy) {
        PasswordPolicy policy = new PasswordPolicy(
                PasswordProfile.STANDARD,
                COMMON::contains,
                List.of(),
                password -> {
                    throw new AssertionError("asked");
                },
                failurePolicy);

        assertThat(policy.violationBy(new Password("short"), ADA)).contains(Violation.TOO_SHORT);
        assertThat(policy.violationBy(new Password("iloveyou"), ADA)).contains(Violation.TOO_COMMON);
        assertThat(policy.violationBy(new Password("lovelace"), ADA)).contains(Violation.CONTAINS_CONTEXT_WORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "password1", "lovelace42!", "long enough and of no one"})
    void sortsOutByItsRulesWithoutAskingAboutLeaks(String password) {
        PasswordPolicy policy = new PasswordPolicy(
                PasswordProfile.STANDARD,
                COMMON::contains,
                List.of(),
                asked -> {
                    throw new AssertionError("asked about a password that may not be used at all");
                },
                FailurePolicy.FAIL_CLOSED);

        assertThat(policy.violationOfRules(new Password(password), ADA)).isEqualTo(violationBy(password));
    }
}
