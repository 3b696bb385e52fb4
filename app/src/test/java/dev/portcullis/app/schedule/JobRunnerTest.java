package dev.portcullis.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.portcullis.kernel.StoreUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class JobRunnerTest {
    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    private final JobRunner background = new JobRunner();

    private CompletableFuture<Void> end() {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        background.end(new ShutdownEvent());
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                NEW_THREAD);
    }

    @Test
    void isWaitedForAtTheEndAndToldOfIt() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> background.run("It", () -> {
                    begun.countDown();
                    while (!background.isEnding()) {
                        Thread.onSpinWait();
                    }
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    done.set(true);
                }),
                NEW_THREAD);
        assertThatCode(begun::await).doesNotThrowAnyException();

        end().join();

        assertThat(done).isTrue();
        work.join();
    }

    @Test
    void isNotBegunAfterTheEnd() {
        end().join();

        background.run("It", () -> {
            throw new AssertionError("it was begun");
        });
    }

    @Test
    void waitsForADatabaseThatIsAwayAndIsBegunTheNextTime() {
        background.run("It", () -> {
            throw new StoreUnavailable(new SQLException("away"));
        });

        AtomicBoolean done = new AtomicBoolean();
        background.run("It", () -> done.set(true));
        assertThat(done).isTrue();
    }
}
