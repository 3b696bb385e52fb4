package dev.portcullis.http.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.verification.VerificationCode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a verification sends. The component is for the OpenAPI document; the value is read by itself. */
@Schema(name = "VerifyEmail")
record VerifyEmailBody(
        @Schema(required = true, pattern = "^[0-9]{6}$", examples = "123456", description = "The code from the mail.")
        @JsonProperty("verification_code")
        String verificationCode) {

    static VerifyEmail.Command read(JsonBody body, BearerToken token, CallerContext caller) {
        return new VerifyEmail.Command(token, body.only("verification_code", VerificationCode::new), caller);
    }
}
