package dev.portcullis.rememberizer;

import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.Login;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials that the upstream verifies. */
final class RememberizerCredentials implements Credentials {
    private final AuditedCall calls;

    RememberizerCredentials(AuditedCall calls) {
        this.calls = calls;
    }

    @Override
    public Decision<SessionTokens> exchange(Login login, Password password, @Nullable RefreshToken replaced) {
        byte[] body = calls.body(Map.of("login", login.value(), "password", password.reveal()));
        return calls.open(
                ForwardedHeaders.showing(replaced),
                (api, head) -> api.signIn(head.cookies(), head.authorization(), head.languages(), head.address(), body),
                RememberizerCredentials::signedIn);
    }

    private static Result<SessionTokens> signedIn(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.tokens();
        }
        return switch (reply.status()) {
            case 401 -> Result.refused(Reason.INVALID_CREDENTIALS);
            case 429 -> reply.rateLimited();
            default ->
                Result.refused(
                        reply.code().equals("captcha_refused") ? Reason.CAPTCHA_REJECTED : Reason.PROVIDER_REJECTED);
        };
    }
}
