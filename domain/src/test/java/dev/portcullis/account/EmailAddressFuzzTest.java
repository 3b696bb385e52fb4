package dev.portcullis.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.kernel.InvalidValue;
import java.util.Optional;

class EmailAddressFuzzTest {
    /** One character of each side; a pattern counts a pair of surrogates as one. */
    private static final String MASK = "(?s).\\*\\*\\*@.\\*\\*\\*";

    private static final String SPACE_OR_CONTROL = "(?s).*[\\p{Z}\\p{Cc}].*";

    @FuzzTest
    void hasOneFormThatItKeepsOrIsRefused(byte[] input) {
        address(new String(input, UTF_8)).ifPresent(address -> {
            assertThat(address(address.value()))
                    .as("an address that was taken is taken again, unchanged")
                    .contains(address);
            assertThat(address.masked()).matches(MASK);
            assertThat(address.value()).doesNotMatch(SPACE_OR_CONTROL).containsOnlyOnce("@");
            assertThat(address.value().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(254);
        });
    }

    private static Optional<EmailAddress> address(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (InvalidValue refused) {
            return Optional.empty();
        }
    }
}
