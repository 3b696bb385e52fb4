package dev.portcullis.session;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Passage;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Exchanges a refresh token for a new access token and the next refresh token. */
public final class RefreshSession {
    /**
     * A request for the next pair of tokens.
     *
     * @param token null if the caller sent none
     */
    public record Command(@Nullable RefreshToken token, CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * The session continues.
         *
         * @param account null if the upstream does not report it
         * @param session null if the upstream does not report it
         * @param tokens null if the upstream issued them in a form that we do not know
         * @param passage response data of the upstream; null for the local provider
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

        /** The response is the same for all reasons. Account and session are for the audit log; null if unknown. */
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

        /**
         * Too many refreshes from this address.
         *
         * @param retryAfter null if the upstream does not report it
         */
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

        /** The upstream rejected the request for another reason. */
        record Rejected(Passage passage) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.rejected().apply(this);
            }
        }

        /** How the tokens were issued. */
        enum How {
            ADVANCED,
            /** The current token again, for a parallel caller within the grace window. */
            REPEATED,
            /** The current token again, after the grace window: the previous response was probably lost. */
            RECOVERED,
            /** The upstream does not report it. */
            UNTOLD
        }

        /** Why a token was rejected. */
        enum Why {
            MISSING,
            NOT_GENUINE,
            UNKNOWN,
            ENDED,
            EXPIRED,
            COUNTER_LOST,
            REUSED,
            /** The upstream does not report it. */
            UNTOLD
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Refreshed, ? extends R> refreshed,
                Function<? super Refused, ? extends R> refused,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Rejected, ? extends R> rejected) {}
    }

    private final RateLimiter throttle;
    private final Sessions sessions;
    private final Attempts attempts;

    public RefreshSession(RateLimiter throttle, Sessions sessions, Attempts attempts) {
        this.throttle = throttle;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        Attempt<Outcome> attempt = attempts.begin(AuditEvent.Action.REFRESH, null, caller, RefreshSession::event);
        Optional<Duration> delay = throttle.delay(RateLimiter.Action.REFRESH, caller.address(), "");
        if (delay.isPresent()) {
            return attempt.turnAway(new Outcome.Throttled(delay.get()));
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
