package dev.portcullis.account;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Passage;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.ratelimit.LoginAttempt;
import dev.portcullis.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone shows, by a code that was sent there, that the address of an account is theirs. */
public final class VerifyEmail {
    public record Command(BearerToken token, VerificationCode code, CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * The address is verified.
         *
         * @param account null where whoever keeps it elsewhere does not tell
         * @param freshToken an access token that tells so, for a caller who came with a session; else null
         * @param passage null for accounts of our own, which are told
         */
        record Verified(
                @Nullable Account account,
                @Nullable SessionId session,
                @Nullable AccessToken freshToken,
                @Nullable Passage passage)
                implements Outcome {
            public Verified(Account account, @Nullable SessionId session, @Nullable AccessToken freshToken) {
                this(account, session, freshToken, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.verified().apply(this);
            }
        }

        /** The caller did not show whose address it is about. */
        record NotAuthenticated(@Nullable Passage passage) implements Outcome {
            public NotAuthenticated() {
                this(null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAuthenticated().apply(this);
            }
        }

        /**
         * The code does not verify the address.
         *
         * @param account null where whoever keeps it elsewhere does not tell
         */
        record CodeRefused(
                @Nullable AccountId account,
                Why why,
                @Nullable Passage passage) implements Outcome {
            public CodeRefused(AccountId account, Why why) {
                this(account, why, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.codeRefused().apply(this);
            }
        }

        /**
         * Too many wrong codes for this account or from this sign-up, or too many calls.
         * Null as account: too many calls, or too many wrong codes from one network.
         *
         * @param retryAfter null where whoever counts elsewhere does not tell
         */
        record Throttled(
                @Nullable AccountId account,
                @Nullable Duration retryAfter,
                @Nullable Passage passage) implements Outcome {
            public Throttled(@Nullable AccountId account, Duration retryAfter) {
                this(account, retryAfter, null);
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

        /** Why a code was refused. */
        enum Why {
            CODE_INVALID,
            CODE_EXPIRED,
            ALREADY_VERIFIED
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Verified, ? extends R> verified,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated,
                Function<? super CodeRefused, ? extends R> codeRefused,
                Function<? super Throttled, ? extends R> throttled,
                Function<? super Rejected, ? extends R> rejected) {}
    }

    private final RateLimiter throttle;
    private final Accounts accounts;
    private final Attempts attempts;

    public VerifyEmail(RateLimiter throttle, Accounts accounts, Attempts attempts) {
        this.throttle = throttle;
        this.accounts = accounts;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        CallerContext caller = command.caller();
        Attempt<Outcome> attempt = attempts.begin(AuditEvent.Action.VERIFY_EMAIL, null, caller, VerifyEmail::event);
        Optional<Duration> delay = throttle.delay(RateLimiter.Action.VERIFY_EMAIL, caller.address(), "");
        if (delay.isPresent()) {
            return attempt.turnAway(new Outcome.Throttled(null, delay.get()));
        }
        LoginAttempt guess = throttle.guessCode(caller.address());
        if (guess.delay().isPresent()) {
            return attempt.turnAway(new Outcome.Throttled(null, guess.delay().get()));
        }
        Outcome outcome = guess.orWithdrawn(() -> attempt.ask(
                recorder -> accounts.verifyEmail(command.token(), command.code(), caller.belongings(), recorder)));
        if (!tellsThatCodeWasWrong(outcome)) {
            guess.withdraw();
        }
        return outcome;
    }

    /** An upstream that rejects for reasons unknown may have compared the code. */
    private static boolean tellsThatCodeWasWrong(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<Boolean>(
                verified -> false,
                unknown -> false,
                refused -> refused.why() == Outcome.Why.CODE_INVALID,
                throttled -> false,
                rejected -> true));
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                verified -> new AuditEvent.EmailVerified(
                        verified.account() == null ? null : verified.account().id(), verified.session()),
                unknown -> new AuditEvent.VerificationRefused(null, "not_authenticated"),
                refused -> new AuditEvent.VerificationRefused(
                        refused.account(), refused.why().name().toLowerCase(Locale.ROOT)),
                throttled -> throttled.account() == null
                        ? new AuditEvent.RateLimited(
                                AuditEvent.Action.VERIFY_EMAIL,
                                null,
                                throttled.passage() == null ? "too_many_attempts" : "too_many_upstream")
                        : new AuditEvent.VerificationRefused(throttled.account(), "too_many_tries"),
                rejected -> new AuditEvent.RejectedUpstream(AuditEvent.Action.VERIFY_EMAIL, null)));
    }
}
