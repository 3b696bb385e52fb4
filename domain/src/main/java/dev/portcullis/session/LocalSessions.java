package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.AccountSessions;
import dev.portcullis.account.AccountStore;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.Session.End;
import dev.portcullis.session.SessionStore.Locked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The local provider's sessions, over a store. Thread-safe. */
public final class LocalSessions implements Sessions, AccountSessions {
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final SessionPolicy policy;
    private final UnitOfWork work;

    public LocalSessions(
            AccountStore accounts,
            SessionStore sessions,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            SessionPolicy policy,
            UnitOfWork work) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.policy = policy;
        this.work = work;
    }

    /** Opens a session. Called inside a unit of work. */
    SessionTokens open(Account account, SessionId id) {
        Instant now = sessions.now();
        makeRoom(account.id(), now);
        Session session = Session.opened(id, account.id(), now, policy);
        sessions.insert(session);
        return tokens(account, session, now);
    }

    private void makeRoom(AccountId account, Instant now) {
        List<Session> live = liveOf(account, now);
        int over = live.size() + 1 - policy.maximum();
        if (over > 0) {
            live.subList(0, over)
                    .forEach(session ->
                            sessions.lock(session.id()).ifPresent(locked -> end(locked, End.Reason.TOO_MANY)));
        }
    }

    /** Ends the session that a new one replaces, if the token is genuine. Called inside a unit of work. */
    void replace(RefreshToken token) {
        refreshTokens
                .read(token)
                .flatMap(claims -> sessions.lock(claims.session()))
                .ifPresent(locked -> end(locked, End.Reason.REPLACED));
    }

    @Override
    public RefreshSession.Outcome refresh(
            @Nullable RefreshToken token, Belongings belongings, Recorder<RefreshSession.Outcome> recorder) {
        if (token == null) {
            return work.decide(() -> refused(null, RefreshSession.Outcome.Why.MISSING), recorder);
        }
        Optional<RefreshTokens.Claims> claims = refreshTokens.read(token);
        return work.decide(
                () -> claims.map(this::refresh).orElseGet(() -> refused(null, RefreshSession.Outcome.Why.NOT_GENUINE)),
                recorder);
    }

    private RefreshSession.Outcome refresh(RefreshTokens.Claims claims) {
        return sessions.lock(claims.session())
                .map(locked -> refresh(locked, claims.counter()))
                .orElseGet(() -> refused(null, RefreshSession.Outcome.Why.UNKNOWN));
    }

    private RefreshSession.Outcome refresh(Locked locked, long counter) {
        Session before = locked.session();
        return before.present(counter, locked.now(), policy)
                .fold(new Session.Presented.Cases<>(
                        advanced -> goOn(locked, advanced.session(), RefreshSession.Outcome.How.ADVANCED),
                        repeated -> goOn(
                                locked,
                                repeated.session(),
                                repeated.late()
                                        ? RefreshSession.Outcome.How.RECOVERED
                                        : RefreshSession.Outcome.How.REPEATED),
                        ended -> {
                            sessions.update(ended.session());
                            return refused(
                                    before,
                                    ended.reason() == End.Reason.TOKEN_REUSED
                                            ? RefreshSession.Outcome.Why.REUSED
                                            : RefreshSession.Outcome.Why.COUNTER_LOST);
                        },
                        over -> refused(
                                before,
                                over.expired()
                                        ? RefreshSession.Outcome.Why.EXPIRED
                                        : RefreshSession.Outcome.Why.ENDED)));
    }

    private RefreshSession.Outcome goOn(Locked locked, Session session, RefreshSession.Outcome.How how) {
        if (!session.equals(locked.session())) {
            sessions.update(session);
        }
        Account account = accounts.find(session.account())
                .orElseThrow(() -> new IllegalStateException("a session without an account"));
        return new RefreshSession.Outcome.Refreshed(
                account.id(), session.id(), tokens(account, session, locked.now()), how);
    }

    private static RefreshSession.Outcome refused(@Nullable Session session, RefreshSession.Outcome.Why why) {
        return session == null
                ? new RefreshSession.Outcome.Refused(null, null, why)
                : new RefreshSession.Outcome.Refused(session.account(), session.id(), why);
    }

    @Override
    public SignOut.Outcome end(
            @Nullable RefreshToken token, Belongings belongings, Recorder<SignOut.Outcome> recorder) {
        // Whether a token is genuine is known without a store, and nothing limits how often a caller signs out.
        Optional<SignOut.Outcome> ended = Optional.ofNullable(token)
                .flatMap(refreshTokens::read)
                .flatMap(genuine -> work.call(() -> end(genuine, recorder)));
        return ended.orElseGet(() -> {
            SignOut.Outcome nothing = new SignOut.Outcome.NothingToEnd();
            recorder.count(nothing);
            return nothing;
        });
    }

    private Optional<SignOut.Outcome> end(RefreshTokens.Claims genuine, Recorder<SignOut.Outcome> recorder) {
        return sessions.lock(genuine.session())
                .filter(locked -> locked.session().isLive(locked.now(), policy))
                .map(locked -> {
                    end(locked, End.Reason.SIGNED_OUT);
                    SignOut.Outcome ended = new SignOut.Outcome.Ended(
                            locked.session().account(), locked.session().id());
                    recorder.record(ended);
                    return ended;
                });
    }

    private void end(Locked locked, End.Reason reason) {
        sessions.update(locked.session().ended(locked.now(), reason));
    }

    // ---- for other use cases, each called inside a unit of work

    /** The sessions of an account that have neither ended nor expired, the least recently used first. */
    public List<Session> liveOf(AccountId account) {
        return liveOf(account, sessions.now());
    }

    private List<Session> liveOf(AccountId account, Instant now) {
        return sessions.unendedOf(account).stream()
                .filter(session -> session.isLive(now, policy))
                .toList();
    }

    /**
     * Ends an active session of an account, if it is one.
     *
     * @return whether this account had an active session with this id
     */
    boolean end(AccountId account, SessionId id, End.Reason reason) {
        Optional<Locked> live = sessions.lock(id)
                .filter(locked -> locked.session().account().equals(account))
                .filter(locked -> locked.session().isLive(locked.now(), policy));
        live.ifPresent(locked -> end(locked, reason));
        return live.isPresent();
    }

    public void endAllOf(AccountId account, End.Reason reason) {
        sessions.endAllOf(account, new End(sessions.now(), reason));
    }

    void endOthersOf(AccountId account, SessionId kept, End.Reason reason) {
        sessions.endOthersOf(account, kept, new End(sessions.now(), reason));
    }

    private SessionTokens tokens(Account account, Session session, Instant now) {
        return new SessionTokens(
                accessTokens.issue(account, session.id()),
                refreshTokens.issue(session.id(), session.counter()),
                session.remaining(now, policy));
    }

    // ---- for the account feature

    @Override
    public Optional<Bearer> identify(BearerToken token) {
        return accessTokens.read(token).map(claims -> new Bearer(claims.account(), claims.session()));
    }

    @Override
    public Optional<Account> holder(Bearer bearer) {
        return isLive(bearer.session()) ? accounts.find(bearer.account()) : Optional.empty();
    }

    @Override
    public boolean isLive(SessionId id) {
        return sessions.find(id)
                .filter(session -> session.isLive(sessions.now(), policy))
                .isPresent();
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
