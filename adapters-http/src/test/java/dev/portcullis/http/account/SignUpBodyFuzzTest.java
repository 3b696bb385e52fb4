package dev.portcullis.http.account;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.http.FuzzedBody;

class SignUpBodyFuzzTest {
    @FuzzTest
    void isACommandOrRefused(byte[] input) {
        FuzzedBody.read(input, body -> SignUpBody.read(body, aCaller())).ifPresent(command -> {
            EmailAddress email = command.registration().email();
            assertThat(new EmailAddress(email.value())).isEqualTo(email);
            DisplayName name = command.registration().name();
            assertThat(new DisplayName(name.value())).isEqualTo(name);
        });
    }
}
