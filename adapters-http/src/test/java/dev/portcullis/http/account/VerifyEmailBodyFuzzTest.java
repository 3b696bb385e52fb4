package dev.portcullis.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.http.FuzzedBody;

class VerifyEmailBodyFuzzTest {
    @FuzzTest
    void isACommandOrRefused(byte[] input) {
        FuzzedBody.read(input, body -> VerificationResource.Code.read(body))
                .ifPresent(code -> assertThat(code.reveal()).matches("[0-9]{6}"));
    }
}
