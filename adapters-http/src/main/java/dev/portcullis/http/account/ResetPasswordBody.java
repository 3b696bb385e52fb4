package dev.portcullis.http.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.Password;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.signin.ResetPassword;
import dev.portcullis.verification.VerificationCode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a password reset sends. The components are for the OpenAPI document; values are read one by one. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ResetPassword")
record ResetPasswordBody(
        @Schema(required = true, format = "email", maxLength = 254, examples = "user@example.com")
        String email,

        @Schema(required = true, pattern = "^[0-9]{6}$", examples = "123456", description = "The code from the mail.")
        String code,

        @Schema(
                required = true,
                format = "password",
                minLength = 8,
                maxLength = 128,
                description = "Taken exactly as sent and counted in code points; a strict policy asks for 15.")
        String newPassword) {

    /** Reads the command, or throws a problem with every field that is wrong. */
    static ResetPassword.Command read(JsonBody body, PasswordRules passwords, CallerContext caller) {
        JsonBody.Field<EmailAddress> email = body.required("email", EmailAddress::new);
        JsonBody.Field<VerificationCode> code = body.required("code", VerificationCode::new);
        JsonBody.Field<Password> chosen = body.required("new_password", Password::new);
        body.foresee(chosen, password -> passwords.refusalOf(password, List.of()));
        body.requireValid();
        return new ResetPassword.Command(email.value(), code.value(), chosen.value(), caller);
    }

    @Override
    public String toString() {
        return "ResetPasswordBody[redacted]";
    }
}
