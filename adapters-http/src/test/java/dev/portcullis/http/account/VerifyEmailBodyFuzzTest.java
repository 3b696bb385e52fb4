package dev.portcullis.http.account;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.FuzzedBody;

class VerifyEmailBodyFuzzTest {
    @FuzzTest
    void isACommandOrRefused(byte[] input) {
        FuzzedBody.read(input, body -> VerifyEmailBody.read(body, new BearerToken(""), aCaller()))
                .ifPresent(command -> assertThat(command.code().reveal()).matches("[0-9]{6}"));
    }
}
