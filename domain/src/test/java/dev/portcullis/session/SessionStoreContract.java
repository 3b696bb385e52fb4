package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.Session.End;
import dev.portcullis.session.SessionStore.Found;
import dev.portcullis.session.SessionStore.Unended;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every session store keeps. */
public interface SessionStoreContract {
    Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    SessionStore sessions();

    UnitOfWork work();

    /** An account that exists and has no session. */
    Account anExistingAccount();

    private static Session aSessionOf(AccountId account) {
        return new Session(
                new SessionId(UUID.randomUUID()), account, 1, 0, false, NOON, NOON, NOON.plusSeconds(1_000), null);
    }

    private Session inserted(AccountId account) {
        Session session = aSessionOf(account);
        work().run(() -> sessions().insert(session));
        return session;
    }

    private Optional<Session> found(SessionId id) {
        return work().call(() -> sessions().find(id)).map(Found::session);
    }

    @Test
    default void findsNothingForAnUnknownId() {
        SessionId unknown = new SessionId(UUID.randomUUID());

        assertThat(found(unknown)).isEmpty();
        assertThat(work().call(() -> sessions().lock(unknown))).isEmpty();
    }

    @Test
    default void findsWhatWasInserted() {
        Session session = inserted(anExistingAccount().id());

        assertThat(found(session.id())).contains(session);
        assertThat(work().call(() -> sessions().lock(session.id())).map(Found::session))
                .contains(session);
    }

    @Test
    default void findsASessionWithItsAccountAndTheTimeAlsoOutsideAUnitOfWork() {
        Account account = anExistingAccount();
        Session session = inserted(account.id());
        Instant before =
                work().call(() -> sessions().find(session.id())).map(Found::now).orElseThrow();

        Found found = sessions().find(session.id()).orElseThrow();

        assertThat(found.session()).isEqualTo(session);
        assertThat(found.account()).isEqualTo(account);
        assertThat(found.now()).isAfterOrEqualTo(before);
        assertThat(work().call(() -> sessions().lock(session.id())).map(Found::account))
                .contains(account);
    }

    @Test
    default void tellsOneTimeThatGoesForward() {
        Session session = inserted(anExistingAccount().id());

        work().run(() -> {
            Instant before = sessions().find(session.id()).orElseThrow().now();
            Instant locked = sessions().lock(session.id()).orElseThrow().now();
            Instant after = sessions().unendedOf(session.account()).now();
            assertThat(locked).isBetween(before, after);
        });
    }

    @Test
    default void keepsTheNewStateOfALockedSession() {
        Session session = inserted(anExistingAccount().id());
        Session changed = new Session(
                session.id(),
                session.account(),
                42,
                2,
                true,
                session.createdAt(),
                NOON.plusSeconds(5),
                session.expiresAt(),
                null);
        Session ended = new Session(
                session.id(),
                session.account(),
                42,
                2,
                true,
                session.createdAt(),
                NOON.plusSeconds(5),
                session.expiresAt(),
                new End(NOON.plusSeconds(6), End.Reason.TOKEN_REUSED));

        update(changed);
        assertThat(found(session.id())).contains(changed);
        update(ended);
        assertThat(found(session.id())).contains(ended);
    }

    private void update(Session session) {
        work().run(() -> {
            assertThat(sessions().lock(session.id())).isPresent();
            sessions().update(session);
        });
    }

    @Test
    default void endsAllSessionsOfOneAccountAndLeavesEarlierEndsAlone() {
        AccountId account = anExistingAccount().id();
        Session live = inserted(account);
        Session other = inserted(account);
        Session over = inserted(account);
        Session strangers = inserted(anExistingAccount().id());
        End earlier = new End(NOON, End.Reason.SIGNED_OUT);
        update(new Session(
                over.id(), account, 1, 0, false, over.createdAt(), over.advancedAt(), over.expiresAt(), earlier));

        Instant before = sessions().unendedOf(account).now();
        work().run(() -> sessions().endAllOf(account, End.Reason.REGISTRATION_REPLACED));
        Instant after = sessions().unendedOf(account).now();

        for (Session ended : List.of(live, other)) {
            End end = found(ended.id()).map(Session::ended).orElseThrow();
            assertThat(end.reason()).isEqualTo(End.Reason.REGISTRATION_REPLACED);
            assertThat(end.at()).isBetween(before, after);
        }
        assertThat(found(over.id()).map(Session::ended)).contains(earlier);
        assertThat(found(strangers.id())).contains(strangers);
    }

    @Test
    default void findsTheSessionsOfAnAccountThatHaveNotEndedTheOneUnusedTheLongestFirst() {
        AccountId account = anExistingAccount().id();
        Session used = inserted(account);
        Session unused = inserted(account);
        Session over = inserted(account);
        var strangers = inserted(anExistingAccount().id());
        Session advanced = with(used, NOON.plusSeconds(5), null);
        update(advanced);
        update(with(over, NOON, new End(NOON, End.Reason.SIGNED_OUT)));

        assertThat(work().call(() -> sessions().unendedOf(account)).sessions())
                .containsExactly(unused, advanced)
                .doesNotContain(strangers);
        Unended outside = sessions().unendedOf(account);
        assertThat(outside.sessions()).containsExactly(unused, advanced);
        assertThat(sessions().unendedOf(anExistingAccount().id()).now()).isAfterOrEqualTo(outside.now());
    }

    private static Session with(Session session, Instant advancedAt, End end) {
        return new Session(
                session.id(),
                session.account(),
                1,
                0,
                false,
                session.createdAt(),
                advancedAt,
                session.expiresAt(),
                end);
    }

    @Test
    default void endsAllSessionsOfAnAccountButOne() {
        AccountId account = anExistingAccount().id();
        Session kept = inserted(account);
        Session other = inserted(account);
        Session over = inserted(account);
        Session strangers = inserted(anExistingAccount().id());
        End earlier = new End(NOON, End.Reason.SIGNED_OUT);
        update(with(over, NOON, earlier));

        work().run(() -> sessions().endOthersOf(account, kept.id(), End.Reason.PASSWORD_CHANGED));

        assertThat(found(kept.id())).contains(kept);
        assertThat(found(other.id()).map(Session::ended).map(End::reason)).contains(End.Reason.PASSWORD_CHANGED);
        assertThat(found(over.id()).map(Session::ended)).contains(earlier);
        assertThat(found(strangers.id())).contains(strangers);
    }

    @Test
    default void refusesASessionOfAnAccountThatDoesNotExist() {
        Session session = aSessionOf(new AccountId(UUID.randomUUID()));

        assertThatThrownBy(() -> work().run(() -> sessions().insert(session))).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void refusesASecondSessionWithTheSameId() {
        Session session = inserted(anExistingAccount().id());

        assertThatThrownBy(() -> work().run(() -> sessions().insert(session))).isInstanceOf(RuntimeException.class);
    }
}
