package dev.portcullis.rememberizer;

import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.Sessions;
import dev.portcullis.session.SignOut;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that the upstream keeps. It is asked also where there is no refresh token that we know of: it may know its
 * sessions by another cookie.
 */
final class RememberizerSessions implements Sessions {
    private final AuditedCall asking;

    RememberizerSessions(AuditedCall asking) {
        this.asking = asking;
    }

    @Override
    public RefreshSession.Outcome refresh(
            @Nullable RefreshToken token, Belongings belongings, Recorder<RefreshSession.Outcome> recorder) {
        return asking.decide(
                belongings,
                ForwardedHeaders.showing(token),
                (api, head) -> api.refresh(head.cookies(), head.authorization(), head.languages(), head.address()),
                RememberizerSessions::refreshed,
                recorder);
    }

    private static RefreshSession.Outcome refreshed(ParsedReply reading) {
        if (reading.isSuccess()) {
            return new RefreshSession.Outcome.Refreshed(
                    null, null, reading.tokens(), RefreshSession.Outcome.How.UNTOLD, reading.answered());
        }
        return switch (reading.status()) {
            case 401 ->
                new RefreshSession.Outcome.Refused(null, null, RefreshSession.Outcome.Why.UNTOLD, reading.answered());
            case 429 -> new RefreshSession.Outcome.Throttled(reading.retryAfter(), reading.answered());
            default -> new RefreshSession.Outcome.Rejected(reading.answered());
        };
    }

    @Override
    public SignOut.Outcome end(
            @Nullable RefreshToken token, Belongings belongings, Recorder<SignOut.Outcome> recorder) {
        return asking.decide(
                belongings,
                ForwardedHeaders.showing(token),
                (api, head) -> api.signOut(head.cookies(), head.authorization(), head.languages(), head.address()),
                RememberizerSessions::signedOut,
                recorder);
    }

    private static SignOut.Outcome signedOut(ParsedReply reading) {
        return reading.isSuccess()
                ? new SignOut.Outcome.Ended(null, null, reading.answered())
                : new SignOut.Outcome.Rejected(reading.answered());
    }
}
