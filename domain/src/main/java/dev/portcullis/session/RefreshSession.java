package dev.portcullis.session;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Passage;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.throttle.Throttle;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone exchanges a refresh token for the next pair of tokens. */
public final class RefreshSession {
    /**
     * What the caller offers for the next pair of tokens.
     *
     * @param token null when the caller brought none
     */
    public record Command(@Nullable RefreshToken token, CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * The session goes on.
         *
         * @param account null where whoever keeps it elsewhere does not tell
         * @param session likewise
         * @param tokens null where whoever made them elsewhere hands them out in a form that we do not know
         * @param passage null for sessions of our own, of which all is told
         */
        record Refreshed(
                @Nullable AccountId account,
                @Nullable SessionId session,
                @Nullable SessionTokens tokens,
                How how,
                @Nullable Passage passage)
                implements Outcome {
            public Refreshed(AccountId account, SessionId session, SessionTokens tokens, How how) {
                this(account, session, tokens, how, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.refreshed().apply(this);
            }
        }

        /** To the caller all of these are one. Account and session are for the audit log; null where unknown. */
        record Refused(
                @Nullable AccountId account,
                @Nullable SessionId session,
                Why why,
                @Nullable Passage passage) implements Outcome {
            public Refused(@Nullable AccountId account, @Nullable SessionId session, Why why) {
                this(account, session, why, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.refused().apply(this);
            }
        }

        /** @param retryAfter null where whoever counts elsewhere does not tell */
        record Throttled(
                @Nullable Duration retryAfter, @Nullable Passage passage) implements Outcome {
            public Throttled(Duration retryAfter) {
                this(retryAfter, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.throttled().apply(this);
            }
        }

        /** Whoever decides elsewhere refused, for a reason that is none of these. */
        record Rejected(Passage passage) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.rejected().apply(this);
            }
        }

        /** How the tokens came to be. */
        enum How {
            ADVANCED,
            /** The current token again, for a parallel caller. */
            REPEATED,
            /** The current token again, for one who came late. */
            RECOVERED,
            /** Whoever made them elsewhere does not tell. */
            UNTOLD
        }

        /** Why a token was refused. */
        enum Why {
            MISSING,
            NOT_GENUINE,
            UNKNOWN,
            ENDED,
            EXPIRED,
            COUNTER_LOST,
            REUSED,
            /** Whoever refused elsewhere does not tell. */
            UNTOLD
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Refreshed, ? extends R> refreshed,
                Function<? super Refused, ? extends R> refused,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Rejected, ? extends R> rejected) {}
    }

    private final Throttle throttle;
    private final Sessions sessions;
    private final Attempts attempts;

    public RefreshSession(Throttle throttle, Sessions sessions, Attempts attempts) {
        this.throttle = throttle;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        Attempt<Outcome> attempt = attempts.begin(AuditEvent.Action.REFRESH, null, caller, RefreshSession::event);
        Optional<Duration> delay = throttle.delay(Throttle.Action.REFRESH, caller.address(), "");
        if (delay.isPresent()) {
            return attempt.refuse(new Outcome.Throttled(delay.get()));
        }
        return attempt.ask(recorder -> sessions.refresh(command.token(), caller.belongings(), recorder));
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                refreshed ->
                        new AuditEvent.TokenCreated(refreshed.account(), refreshed.session(), code(refreshed.how())),
                refused -> refused.account() != null && refused.session() != null && refused.why() == Outcome.Why.REUSED
                        ? new AuditEvent.TokenReused(refused.account(), refused.session())
                        : new AuditEvent.RefreshRefused(refused.account(), refused.session(), code(refused.why())),
                throttled -> new AuditEvent.RateLimited(
                        AuditEvent.Action.REFRESH,
                        null,
                        throttled.passage() == null ? "too_many_attempts" : "too_many_upstream"),
                rejected -> new AuditEvent.RejectedUpstream(AuditEvent.Action.REFRESH, null)));
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
