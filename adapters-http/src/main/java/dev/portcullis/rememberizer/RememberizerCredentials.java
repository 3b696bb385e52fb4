package dev.portcullis.rememberizer;

import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.session.Credentials;
import dev.portcullis.session.Login;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SignIn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials that the upstream keeps. */
final class RememberizerCredentials implements Credentials {
    private final AuditedCall asking;

    RememberizerCredentials(AuditedCall asking) {
        this.asking = asking;
    }

    @Override
    public SignIn.Outcome exchange(
            Login login,
            Password password,
            @Nullable RefreshToken replaced,
            Belongings belongings,
            Recorder<SignIn.Outcome> recorder) {
        byte[] body = AuditedCall.body(belongings, Map.of("login", login.value(), "password", password.reveal()));
        return asking.open(
                belongings,
                ForwardedHeaders.showing(replaced),
                (api, head) -> api.signIn(head.cookies(), head.authorization(), head.languages(), head.address(), body),
                RememberizerCredentials::signedIn,
                recorder);
    }

    private static SignIn.Outcome signedIn(ParsedReply reading) {
        if (reading.isSuccess()) {
            return new SignIn.Outcome.Granted(null, null, reading.tokens(), reading.answered());
        }
        return switch (reading.status()) {
            case 401 -> new SignIn.Outcome.Denied(null, reading.answered());
            case 429 -> new SignIn.Outcome.Throttled(reading.retryAfter(), reading.answered());
            default ->
                reading.code().equals("captcha_refused")
                        ? new SignIn.Outcome.CaptchaRefused(reading.answered())
                        : new SignIn.Outcome.Rejected(reading.answered());
        };
    }
}
