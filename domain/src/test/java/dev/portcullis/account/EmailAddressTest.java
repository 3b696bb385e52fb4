package dev.portcullis.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Unicode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "user@example.com, user@example.com",
        "' User@Example.COM ', user@example.com",
        "first.last+tag@sub.example.co.uk, first.last+tag@sub.example.co.uk",
        "o'brien@example.com, o'brien@example.com",
        "用户@例子.广告, 用户@例子.广告",
        "DÖRTE@Sörensen.example, dörte@sörensen.example",
        "δοκιμή@παράδειγμα.ελ, δοκιμή@παράδειγμα.ελ",
        "user@xn--srensen-q1a.example, user@sørensen.example",
        "user@ｅｘａｍｐｌｅ．ｃｏｍ, user@example.com",
        "user@例子。广告, user@例子.广告",
    })
    void isKeptInOneForm(String sent, String kept) {
        assertThat(new EmailAddress(sent).value()).isEqualTo(kept);
    }

    @Test
    void doesNotTurnADomainIntoSomebodyElses() {
        assertThat(new EmailAddress("user@straße.example")).isNotEqualTo(new EmailAddress("user@strasse.example"));
        assertThat(new EmailAddress("user@straße.example").value()).isEqualTo("user@straße.example");
        assertThat(new EmailAddress("user@xn--strae-oqa.example").value()).isEqualTo("user@xn--strae-oqa.example");
    }

    /** The ASCII form of {@code exaᵐple}, which folds to {@code example}. */
    @Test
    void keepsTheAsciiFormOfADomainThatWouldFoldToSomebodyElses() {
        EmailAddress address = new EmailAddress("user@xn--exaple-kf6b.example");

        assertThat(address.value()).isEqualTo("user@xn--exaple-kf6b.example");
        assertThat(new EmailAddress(address.value())).isEqualTo(address);
    }

    @Test
    void isOneAddressInComposedAndDecomposedForm() {
        assertThat(new EmailAddress("jose\u0301@example.com")).isEqualTo(new EmailAddress("jos\u00e9@example.com"));
        assertThat(new EmailAddress("user@so\u0308rensen.example"))
                .isEqualTo(new EmailAddress("user@s\u00f6rensen.example"));
    }

    @Test
    void doesNotDependOnTheLanguageOfTheMachine() {
        assertThat(new EmailAddress("INFO@EXAMPLE.COM").value()).isEqualTo("info@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "@example.com",
                "user@",
                "user@localhost",
                "user@@example.com",
                "a b@example.com",
                ".user@example.com",
                "user.@example.com",
                "us..er@example.com",
                "\"user\"@example.com",
                "user(comment)@example.com",
                "user@[192.0.2.1]",
                "user@-example.com",
                "user@example-.com",
                "user@example..com",
                "user@.example.com",
                "user@example.com.",
                "user@exa_mple.com",
                "user@exa mple.com",
                "user@a23456789012345678901234567890123456789012345678901234567890abcd.example",
                "user@xn--.example",
                "user,other@example.com",
                "user@example.com,other@example.com",
                "<user@example.com>",
                "user\u200b@example.com",
                "user@exam\u202eple.com",
                "user@xn--\u00ad.example"
            })
    void isRefusedWhereNoMailSystemWouldTakeIt(String text) {
        assertRefused(text, InvalidValue.Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x3164, 0x2800, 0x115F, 0x1160, 0xFFA0, 0x034F, 0x17B4, 0x180B, 0x180E, 0x16FE4, 0x1D159, 0x200B,
                0x200C, 0x200D, 0x2060, 0x00AD, 0x00A0, 0x200F, 0x202E, 0xE0041
            })
    void hasNothingInvisibleWhenItIsNew(int codePoint) {
        String invisible = Character.toString(codePoint);

        for (String text : new String[] {invisible, "a" + invisible, "a" + invisible + "b", invisible + "b"}) {
            assertRefusedAsNew(text + "@example.com");
        }
        boolean isJoiner = codePoint == 0x200C || codePoint == 0x200D;
        if (!isJoiner) {
            assertHiddenFromNobody("user@exa" + invisible + "mple.com");
            assertHiddenFromNobody("user@" + invisible + ".com");
        }
    }

    private static void assertRefusedAsNew(String text) {
        assertThatThrownBy(() -> EmailAddress.ofNewAccount(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.reason())
                                .isIn(InvalidValue.Reason.MALFORMED, InvalidValue.Reason.REQUIRED));
    }

    /** Refused, or without it: the form of domains drops some characters. */
    private static void assertHiddenFromNobody(String text) {
        try {
            assertThat(EmailAddress.ofNewAccount(text).value().codePoints()).noneMatch(Unicode::isInvisible);
        } catch (InvalidValue refused) {
            assertThat(refused.reason()).isEqualTo(InvalidValue.Reason.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user@example.com", "用户@例子.广告", "❤\ufe0f@example.com", "user@نامه\u200cای.example"})
    void isTakenAsNewWithTheCharactersThatItsScriptNeeds(String text) {
        assertThat(EmailAddress.ofNewAccount(text)).isEqualTo(new EmailAddress(text));
    }

    @Test
    void isReadableAsItWasKeptBeforeTheRulesForNewOnes() {
        assertThat(new EmailAddress("\u3164@example.com").value()).isEqualTo("\u3164@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\u2003"})
    void isRequired(String text) {
        assertRefused(text, InvalidValue.Reason.REQUIRED);
    }

    @Test
    void hasNoLineBreaksThatCouldAddAHeaderToAMail() {
        assertRefused("user@example.com\r\nBcc: other@example.com", InvalidValue.Reason.FORBIDDEN_CHARACTER);
    }

    private static void assertRefused(String text, InvalidValue.Reason reason) {
        assertThatThrownBy(() -> new EmailAddress(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(reason));
    }

    @Test
    void hasTheLengthLimitsOfSmtpInOctets() {
        String local64 = "a".repeat(64);
        assertThat(new EmailAddress(local64 + "@example.com").value()).hasSize(76);
        assertTooLong("a".repeat(65) + "@example.com");
        assertTooLong("ø".repeat(33) + "@example.com");
        String domain = ("a".repeat(62) + ".").repeat(3) + "com";
        assertThat(new EmailAddress("a".repeat(254 - 1 - domain.length()) + "@" + domain).value())
                .hasSize(254);
        assertTooLong("a".repeat(255 - 1 - domain.length()) + "@" + domain);
        assertTooLong("a".repeat(1_000_000));
    }

    @Test
    void isNotReadBeyondFourTimesTheLongestAddress() {
        String address = "user@example.com";
        assertThat(new EmailAddress(address + " ".repeat(4 * 254 - address.length())).value())
                .isEqualTo(address);
        assertTooLong(address + " ".repeat(4 * 254 - address.length() + 1));
    }

    private static void assertTooLong(String text) {
        assertRefused(text, InvalidValue.Reason.TOO_LONG);
    }

    @Test
    void isMaskedForPeople() {
        assertThat(new EmailAddress("ada@example.com").attempted().masked()).isEqualTo("a***@e***");
        assertThat(new EmailAddress("用户@例子.广告").attempted().masked()).isEqualTo("用***@例***");
    }

    @Property
    void neverStumblesOverAnAsciiFormThatWasMadeUp(
            @ForAll @StringLength(max = 40) @CharRange(from = '!', to = 'z') String text) {
        try {
            assertThat(new EmailAddress("user@xn--" + text + ".example").value())
                    .startsWith("user@");
        } catch (InvalidValue refused) {
            assertThat(refused.getMessage()).isEqualTo(refused.reason().name());
        }
    }

    @Property
    void isTheSameAfterASecondReading(@ForAll String text) {
        try {
            EmailAddress once = new EmailAddress(text + "@" + text + ".example");
            assertThat(new EmailAddress(once.value())).isEqualTo(once);
        } catch (InvalidValue refused) {
            assertThat(refused.getMessage()).isEqualTo(refused.reason().name());
        }
    }
}
