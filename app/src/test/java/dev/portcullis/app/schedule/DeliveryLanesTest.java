package dev.portcullis.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryLanesTest {
    private final DeliveryLanes lanes = new DeliveryLanes(new JobRunner());
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void sendBesideSlowDeliveriesUpToTheBound() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(DeliveryLanes.LANES - 1);
        AtomicInteger sent = new AtomicInteger();
        List<CompletableFuture<Void>> deliveries = new ArrayList<>();
        for (int i = 0; i < DeliveryLanes.LANES - 1; i++) {
            deliveries.add(CompletableFuture.runAsync(() -> lanes.run(() -> wait(begun, slow)), executor));
        }
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        lanes.run(sent::incrementAndGet);
        assertThat(sent).hasValue(1);

        CountDownLatch last = new CountDownLatch(1);
        deliveries.add(CompletableFuture.runAsync(() -> lanes.run(() -> wait(last, slow)), executor));
        assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
        lanes.run(sent::incrementAndGet);
        assertThat(sent).hasValue(1);

        slow.countDown();
        deliveries.forEach(CompletableFuture::join);
        lanes.run(sent::incrementAndGet);
        assertThat(sent).hasValue(2);
    }

    private static void wait(CountDownLatch begun, CountDownLatch slow) {
        begun.countDown();
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
