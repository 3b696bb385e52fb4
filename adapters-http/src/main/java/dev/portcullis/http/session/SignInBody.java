package dev.portcullis.http.session;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.Password;
import dev.portcullis.http.json.JsonBody;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.signin.Login;
import dev.portcullis.signin.SignIn;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a sign-in sends. The components are for the OpenAPI document; values are read one by one. */
@Schema(name = "SignIn")
record SignInBody(
        @Schema(
                required = true,
                minLength = 1,
                maxLength = Login.MAXIMUM_LENGTH,
                examples = "user@example.com",
                description = "The e-mail address of the account.")
        String login,

        @Schema(
                required = true,
                format = "password",
                minLength = 1,
                maxLength = Password.MAXIMUM_LENGTH,
                examples = "secure_password")
        String password,

        @Schema(
                nullable = true,
                maxLength = CaptchaAnswer.MAXIMUM_LENGTH,
                examples = "recaptcha_response",
                description = "What the captcha widget gave; needed where the operator asks for one.")
        @Nullable String captcha) {

    static SignIn.Command read(
            JsonBody body, CaptchaCheck captchas, Optional<RefreshToken> replaced, CallerContext caller) {
        JsonBody.Field<Login> login = body.required("login", Login::new);
        JsonBody.Field<Password> password = body.required("password", Password::new);
        JsonBody.Field<CaptchaAnswer> captcha = body.optional("captcha", CaptchaAnswer::new);
        body.foresee(captcha, answer -> captchas.certainRefusal(answer).map(CaptchaRefusal::fieldCode));
        body.requireValid();
        return new SignIn.Command(login.value(), password.value(), captcha.value(), replaced.orElse(null), caller);
    }
}
