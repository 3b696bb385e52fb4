package dev.portcullis.http.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.credential.Password;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.signin.ChangePassword;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a change of password sends. The components are for the OpenAPI document; values are read one by one. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ChangePassword")
record ChangePasswordBody(
        @Schema(required = true, format = "password", maxLength = 128)
        String currentPassword,

        @Schema(
                required = true,
                format = "password",
                minLength = 8,
                maxLength = 128,
                description = "Taken exactly as sent and counted in code points; a strict policy asks for 15.")
        String newPassword) {

    /**
     * Reads the command, or throws a problem with every field that is wrong.
     *
     * @param passwords apply without the texts of the holder, who is not known yet
     */
    static ChangePassword.Command read(
            JsonBody body, PasswordRules passwords, BearerToken token, CallerContext caller) {
        JsonBody.Field<Password> current = body.required("current_password", Password::new);
        JsonBody.Field<Password> chosen = body.required("new_password", Password::new);
        body.foresee(chosen, password -> passwords.refusalOf(password, List.of()));
        body.requireValid();
        return new ChangePassword.Command(token, current.value(), chosen.value(), caller);
    }

    @Override
    public String toString() {
        return "ChangePasswordBody[redacted]";
    }
}
