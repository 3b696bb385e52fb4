package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.AccountSessions;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.Session.End;
import dev.portcullis.session.Session.Rotation;
import dev.portcullis.session.SessionStore.Found;
import dev.portcullis.session.SessionStore.Unended;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The local provider's sessions, over a store. Thread-safe. */
public final class LocalSessions implements Sessions, AccountSessions {
    private final SessionStore sessions;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final SessionPolicy policy;

    public LocalSessions(
            SessionStore sessions, AccessTokens accessTokens, RefreshTokens refreshTokens, SessionPolicy policy) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.policy = policy;
    }

    /** Opens a session. Called inside a unit of work. */
    public SessionTokens open(Account account, SessionId id) {
        Unended before = sessions.unendedOf(account.id());
        makeRoom(live(before));
        Session session = Session.opened(id, account.id(), before.now(), policy);
        sessions.insert(session);
        return tokens(account, session, before.now());
    }

    private void makeRoom(List<Session> live) {
        int over = live.size() + 1 - policy.maximum();
        if (over > 0) {
            live.subList(0, over)
                    .forEach(session ->
                            sessions.lock(session.id()).ifPresent(locked -> end(locked, End.Reason.TOO_MANY)));
        }
    }

    /** Ends the session that a new one replaces, if the token is genuine. Called inside a unit of work. */
    public void replace(RefreshToken token) {
        refreshTokens
                .read(token)
                .flatMap(claims -> sessions.lock(claims.session()))
                .ifPresent(locked -> end(locked, End.Reason.REPLACED));
    }

    @Override
    public Decision<SessionTokens> refresh(@Nullable RefreshToken token) {
        if (token == null) {
            return Decision.of(Result.refused(Reason.TOKEN_MISSING));
        }
        return refreshTokens
                .read(token)
                .map(claims -> Decision.of(() -> refresh(claims)))
                .orElseGet(() -> Decision.of(Result.refused(Reason.TOKEN_NOT_GENUINE)));
    }

    private Result<SessionTokens> refresh(RefreshTokens.Claims claims) {
        Found locked = sessions.lock(claims.session()).orElse(null);
        if (locked == null) {
            return Result.refused(Reason.SESSION_UNKNOWN);
        }
        Rotation rotation = locked.session().rotate(claims.counter(), locked.now(), policy);
        Session session = rotation.session();
        if (!session.equals(locked.session())) {
            sessions.update(session);
        }
        Result<SessionTokens> result = switch (rotation.result()) {
            case ADVANCED, REPEATED, RECOVERED ->
                Result.of(tokens(locked.account(), session, locked.now()))
                        .noting(rotation.result().name().toLowerCase(Locale.ROOT));
            case REUSED -> Result.refused(Reason.TOKEN_REUSED);
            case COUNTER_LOST -> Result.refused(Reason.COUNTER_LOST);
            case ENDED -> Result.refused(Reason.SESSION_ENDED);
            case EXPIRED -> Result.refused(Reason.SESSION_EXPIRED);
        };
        return result.about(session.account(), session.id());
    }

    @Override
    public Decision<Void> end(@Nullable RefreshToken token) {
        // Whether a token is genuine is known without a store, and nothing limits how often a caller signs out.
        Optional<RefreshTokens.Claims> genuine = Optional.ofNullable(token).flatMap(refreshTokens::read);
        return genuine.isEmpty() ? Decision.withoutStore(nothingToEnd()) : Decision.of(() -> end(genuine.get()));
    }

    private Result<Void> end(RefreshTokens.Claims genuine) {
        Optional<Found> live = sessions.lock(genuine.session()).filter(this::isLive);
        if (live.isEmpty()) {
            return nothingToEnd();
        }
        end(live.get(), End.Reason.SIGNED_OUT);
        Session session = live.get().session();
        return Result.<Void>done().about(session.account(), session.id()).noting("signed_out");
    }

    private static Result<Void> nothingToEnd() {
        return Result.<Void>done().noting("nothing_to_end").counted();
    }

    private void end(Found locked, End.Reason reason) {
        sessions.update(locked.session().ended(locked.now(), reason));
    }

    private boolean isLive(Found found) {
        return found.session().isLive(found.now(), policy);
    }

    // ---- for other use cases, each called inside a unit of work unless it says otherwise

    /**
     * The sessions of an account that have neither ended nor expired, the least recently used first. Called inside a unit
     * of work or outside.
     */
    public List<Session> liveOf(AccountId account) {
        return live(sessions.unendedOf(account));
    }

    private List<Session> live(Unended unended) {
        return unended.sessions().stream()
                .filter(session -> session.isLive(unended.now(), policy))
                .toList();
    }

    /** Ends an active session of an account, and returns whether the account had one with this id. */
    public boolean end(AccountId account, SessionId id, End.Reason reason) {
        Optional<Found> live = sessions.lock(id)
                .filter(locked -> locked.session().account().equals(account))
                .filter(this::isLive);
        live.ifPresent(locked -> end(locked, reason));
        return live.isPresent();
    }

    public void endAllOf(AccountId account, End.Reason reason) {
        sessions.endAllOf(account, reason);
    }

    public void endOthersOf(AccountId account, SessionId kept, End.Reason reason) {
        sessions.endOthersOf(account, kept, reason);
    }

    /**
     * Decides for the holder of an access token, in the unit of work of the decision. Refuses with {@code
     * NOT_AUTHENTICATED}; without a valid token before a store is asked.
     */
    public <T> Decision<T> decideFor(BearerToken token, BiFunction<Principal, Account, Result<T>> decision) {
        Principal principal = authenticate(token).orElse(null);
        return principal == null
                ? Decision.turnedAway(Reason.NOT_AUTHENTICATED)
                : Decision.of(() -> activeAccount(principal)
                        .map(account -> decision.apply(principal, account))
                        .orElseGet(() -> Result.refused(Reason.NOT_AUTHENTICATED)));
    }

    /** As {@link #decideFor}; refuses callers who are not administrators with {@code NOT_ALLOWED}. */
    public <T> Decision<T> decideForAdministrator(BearerToken token, Function<Principal, Result<T>> decision) {
        return decideFor(
                token,
                (principal, account) -> account.isAdministrator()
                        ? decision.apply(principal)
                        : Result.<T>refused(Reason.NOT_ALLOWED).about(principal));
    }

    private SessionTokens tokens(Account account, Session session, Instant now) {
        return new SessionTokens(
                accessTokens.issue(account, session.id()),
                refreshTokens.issue(session.id(), session.counter()),
                session.remaining(now, policy));
    }

    // ---- for the account feature

    @Override
    public Optional<Principal> authenticate(BearerToken token) {
        return accessTokens.read(token);
    }

    @Override
    public Optional<Account> activeAccount(Principal principal) {
        return sessions.find(principal.session())
                .filter(this::isLive)
                .map(Found::account)
                .filter(account -> account.id().equals(principal.account()));
    }

    @Override
    public boolean isLive(SessionId id) {
        return sessions.find(id).filter(this::isLive).isPresent();
    }

    @Override
    public AccessToken renew(Account account, SessionId session) {
        return accessTokens.issue(account, session);
    }

    @Override
    public void endAllOf(AccountId account) {
        endAllOf(account, End.Reason.REGISTRATION_REPLACED);
    }
}
