package dev.portcullis.persistence.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.persistence.Together;
import dev.portcullis.persistence.account.ExistingAccounts;
import dev.portcullis.session.Session;
import dev.portcullis.session.SessionStore;
import dev.portcullis.session.SessionStore.Found;
import dev.portcullis.session.SessionStoreContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresSessionStoreTest implements SessionStoreContract {
    @Inject
    SessionStore sessions;

    @Inject
    UnitOfWork work;

    @Inject
    ExistingAccounts existingAccounts;

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    @Override
    public Account anExistingAccount() {
        return existingAccounts.nextAccount();
    }

    private Session inserted() {
        Session session = new Session(
                new SessionId(UUID.randomUUID()),
                anExistingAccount().id(),
                1,
                0,
                false,
                NOON,
                NOON,
                NOON.plusSeconds(1_000),
                null);
        work.run(() -> sessions.insert(session));
        return session;
    }

    private static Session advanced(Session session, Instant now) {
        return new Session(
                session.id(),
                session.account(),
                session.counter() + 1,
                0,
                false,
                session.createdAt(),
                now,
                session.expiresAt(),
                null);
    }

    @Test
    void putsConcurrentHoldersInAnOrderThatCounterAndTimeShare() {
        Session session = inserted();

        List<Found> held = Together.call(
                20,
                () -> work.call(() -> {
                    Found locked = sessions.lock(session.id()).orElseThrow();
                    sessions.update(advanced(locked.session(), locked.now()));
                    return locked;
                }));

        List<Found> inOrder = held.stream()
                .sorted(Comparator.comparingLong(locked -> locked.session().counter()))
                .toList();
        assertThat(inOrder).extracting(locked -> locked.session().counter()).doesNotHaveDuplicates();
        assertThat(inOrder).extracting(Found::now).isSorted();
        assertThat(sessions.find(session.id()).map(found -> found.session().counter()))
                .contains(21L);
    }

    @Test
    void readsTheClockAfterTheWaitForTheLockAlsoWhenNothingWasChangedMeanwhile() throws Exception {
        Session session = inserted();
        CountDownLatch isHeld = new CountDownLatch(1);
        CompletableFuture<Instant> letGo = CompletableFuture.supplyAsync(() -> work.call(() -> {
            assertThat(sessions.lock(session.id())).isPresent();
            isHeld.countDown();
            sleep(300);
            return sessions.unendedOf(session.account()).now();
        }));
        assertThat(isHeld.await(30, TimeUnit.SECONDS)).isTrue();

        Instant held =
                work.call(() -> sessions.lock(session.id())).orElseThrow().now();

        assertThat(held).isAfter(letGo.get(30, TimeUnit.SECONDS));
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void seesWhatOthersHaveCommittedAlsoWhereItHasLookedBefore() {
        Session session = inserted();
        Session changed = advanced(session, NOON.plusSeconds(1));

        work.run(() -> {
            assertThat(sessions.find(session.id()).map(Found::session)).contains(session);

            Together.run(() -> work.run(() -> sessions.update(changed)));

            assertThat(sessions.find(session.id()).map(Found::session)).contains(changed);
            assertThat(sessions.lock(session.id()).map(Found::session)).contains(changed);
        });
    }
}
