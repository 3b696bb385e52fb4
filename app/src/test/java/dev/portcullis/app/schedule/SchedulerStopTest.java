package dev.portcullis.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerStopTest {
    private static final int JOBS = 5;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void waitsForJobsThatAreQueuedForAThread() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        vertx.executeBlocking(
                () -> {
                    busy.await();
                    return null;
                },
                false);
        AtomicInteger started = new AtomicInteger();
        for (int i = 0; i < JOBS; i++) {
            vertx.executeBlocking(started::incrementAndGet, false);
        }
        new Thread(busy::countDown).start();

        SchedulerStop.awaitQueuedTasks(vertx);

        assertThat(started).hasValue(JOBS);
    }
}
