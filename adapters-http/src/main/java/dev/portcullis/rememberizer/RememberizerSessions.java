package dev.portcullis.rememberizer;

import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.Sessions;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that the upstream stores. It is called also if there is no refresh token that we recognize: it may identify
 * its sessions by another cookie.
 */
final class RememberizerSessions implements Sessions {
    private final AuditedCall calls;

    RememberizerSessions(AuditedCall calls) {
        this.calls = calls;
    }

    @Override
    public Decision<SessionTokens> refresh(@Nullable RefreshToken token) {
        return calls.decide(
                ForwardedHeaders.showing(token),
                (api, head) -> api.refresh(head.cookies(), head.authorization(), head.languages(), head.address()),
                RememberizerSessions::refreshed);
    }

    private static Result<SessionTokens> refreshed(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.tokens().noting("untold");
        }
        return switch (reply.status()) {
            case 401 -> Result.refused(Reason.SESSION_REJECTED);
            case 429 -> reply.rateLimited();
            default -> Result.refused(Reason.PROVIDER_REJECTED);
        };
    }

    @Override
    public Decision<Void> end(@Nullable RefreshToken token) {
        return calls.decide(
                ForwardedHeaders.showing(token),
                (api, head) -> api.signOut(head.cookies(), head.authorization(), head.languages(), head.address()),
                reply -> reply.isSuccess()
                        ? Result.<Void>done().noting("signed_out")
                        : Result.refused(Reason.PROVIDER_REJECTED));
    }
}
