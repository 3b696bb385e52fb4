package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that several threads use, against a service in this JVM. */
class ConcurrentRefreshTest {
    @AutoClose
    private final SessionService service = new SessionService();

    private final PortcullisClient client = service.client();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    private Thread start(Runnable call) {
        Thread thread = new Thread(() -> {
            try {
                call.run();
            } catch (ProblemException | UncheckedIOException e) {
                failures.add(e);
            }
        });
        thread.start();
        return thread;
    }

    private void describeAccount() {
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
    }

    private void awaitRefreshes(int count) throws InterruptedException {
        while (service.count(SessionService.REFRESH) < count) {
            Thread.sleep(5);
        }
    }

    /** Waits until the threads wait for another one, and not for a response, which has a timeout. */
    private static void awaitWaiting(Thread... threads) throws InterruptedException {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(thread.isAlive()).isTrue();
                Thread.sleep(5);
            }
        }
    }

    @Test
    @Timeout(30)
    void endsTheSessionAfterARefreshInFlight() throws InterruptedException {
        for (Runnable end : List.<Runnable>of(
                client::signOut, client::endAllSessions, () -> client.deleteAccount("secure_password"))) {
            service.signIn();
            service.requests.clear();
            service.refreshGate = new CountDownLatch(1);
            Thread refresh = start(client::refreshSession);
            awaitRefreshes(1);
            Thread ending = start(end);
            // Time to overtake the refresh, if it could.
            ending.join(300);

            service.refreshGate.countDown();
            refresh.join();
            ending.join();

            assertThat(service.requests).hasSize(2);
            assertThatThrownBy(client::describeAccount).isInstanceOf(ProblemException.class);
            assertThat(service.requests.get(2).header("Cookie")).isNull();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    @Timeout(30)
    void signsInAfterARefreshInFlight() throws InterruptedException {
        service.signIn();
        service.refreshGate = new CountDownLatch(1);
        Thread refresh = start(client::refreshSession);
        awaitRefreshes(1);
        Thread signIn = start(service::signIn);
        signIn.join(300);

        service.refreshGate.countDown();
        refresh.join();
        signIn.join();

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        assertThat(service.requests.get(3).header("Cookie")).isEqualTo("access_token=t3.");
    }

    @Test
    @Timeout(30)
    void sharesARefreshThatFails() throws InterruptedException {
        service.signIn();
        service.valid.clear();
        service.refreshResponse = SessionService.problem(503, "database_unavailable");
        for (Runnable call : List.<Runnable>of(this::describeAccount, client::refreshSession)) {
            service.requests.clear();
            failures.clear();
            service.refreshGate = new CountDownLatch(1);
            Thread first = start(client::refreshSession);
            awaitRefreshes(1);
            Thread[] others = Stream.generate(() -> start(call)).limit(8).toArray(Thread[]::new);
            awaitWaiting(others);

            service.refreshGate.countDown();
            first.join();
            for (Thread other : others) {
                other.join();
            }

            assertThat(service.count(SessionService.REFRESH)).isEqualTo(1);
            assertThat(failures).hasSize(9).allMatch(e -> e.getMessage().contains("database_unavailable"));
        }
    }

    @Test
    @Timeout(30)
    void doesNotDelayCallsWhileTheTokenIsValid() throws InterruptedException {
        service.expiresIn = "1";
        service.signIn();
        service.pass(Duration.ofMillis(850));
        service.refreshResponse = SessionService.problem(503, "overloaded", "Retry-After: 60");
        service.refreshGate = new CountDownLatch(1);
        Thread ahead = start(this::describeAccount);
        awaitRefreshes(1);

        assertThat(client.describeAccount().name()).isEqualTo("John Doe");
        service.refreshGate.countDown();
        ahead.join();
        assertThat(client.describeAccount().name()).isEqualTo("John Doe");

        assertThat(failures).isEmpty();
        assertThat(service.count(SessionService.REFRESH)).isEqualTo(1);
    }

    @Test
    @Timeout(30)
    void endsACallThatIsInterruptedWhileItWaits() throws InterruptedException {
        service.signIn();
        service.valid.clear();
        service.refreshGate = new CountDownLatch(1);
        Thread first = start(this::describeAccount);
        awaitRefreshes(1);
        Thread second = start(this::describeAccount);
        awaitWaiting(second);

        second.interrupt();
        second.join();
        assertThat(failures)
                .hasSize(1)
                .first()
                .satisfies(e -> assertThat(e).hasCauseInstanceOf(InterruptedIOException.class));
        Thread third = start(this::describeAccount);
        awaitWaiting(third);
        first.interrupt();
        first.join();
        service.refreshGate.countDown();
        third.join();

        // The third has sent a refresh of its own: the interrupt was that of the first alone.
        assertThat(failures).hasSize(2);
        assertThat(service.count(SessionService.REFRESH)).isEqualTo(2);
    }
}
