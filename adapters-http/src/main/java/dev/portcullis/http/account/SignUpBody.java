package dev.portcullis.http.account;

import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.Password;
import dev.portcullis.http.json.JsonBody;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a sign-up sends. The components are for the OpenAPI document; values are read one by one. */
@Schema(name = "SignUp")
record SignUpBody(
        @Schema(required = true, format = "email", maxLength = 254, examples = "user@example.com")
        String email,

        @Schema(
                required = true,
                format = "password",
                minLength = 8,
                maxLength = 128,
                examples = "secure_password",
                description = "Taken exactly as sent and counted in code points; a strict policy asks for 15.")
        String password,

        @Schema(required = true, minLength = 1, maxLength = 100, examples = "John Doe")
        String name,

        @Schema(
                nullable = true,
                maxLength = CaptchaAnswer.MAXIMUM_LENGTH,
                examples = "recaptcha_response",
                description = "What the captcha widget gave; needed where the operator asks for one.")
        @Nullable String captcha) {

    static SignUp.Command read(JsonBody body, PasswordRules passwords, CaptchaCheck captchas, CallerContext caller) {
        JsonBody.Field<EmailAddress> email = body.required("email", EmailAddress::ofNewAccount);
        JsonBody.Field<Password> password = body.required("password", Password::new);
        JsonBody.Field<DisplayName> name = body.required("name", DisplayName::chosen);
        JsonBody.Field<CaptchaAnswer> captcha = body.optional("captcha", CaptchaAnswer::new);
        List<String> holderTexts = Stream.concat(
                        email.ifValid().map(EmailAddress::holderTexts).orElse(List.of()).stream(),
                        name.ifValid().map(DisplayName::value).stream())
                .toList();
        body.foresee(password, chosen -> passwords.refusalOf(chosen, holderTexts));
        body.foresee(captcha, answer -> captchas.certainRefusal(answer).map(CaptchaRefusal::fieldCode));
        body.requireValid();
        return new SignUp.Command(
                new SignUp.Registration(email.value(), password.value(), name.value(), caller.language()),
                captcha.value(),
                caller);
    }
}
