package dev.portcullis.app.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.kernel.Overloaded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingLimiterTest {
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch busy = new CountDownLatch(1);

    @AfterEach
    void letEveryoneGo() {
        busy.countDown();
        callers.shutdownNow();
    }

    private static String await(CountDownLatch latch, CountDownLatch started) {
        started.countDown();
        try {
            latch.await();
            return "done";
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void runNoMoreAtOnceThanThereArePermits() throws Exception {
        HashingLimiter permits = new HashingLimiter(2, Duration.ofSeconds(30));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(callers.submit(() -> permits.call(() -> {
                int now = running.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                LockSupport.parkNanos(100_000);
                return running.decrementAndGet();
            })));
        }
        for (Future<Integer> call : calls) {
            assertThat(call.get()).isNotNegative();
        }

        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void turnAwayWhoHasWaitedTooLong() throws Exception {
        HashingLimiter permits = new HashingLimiter(1, Duration.ofMillis(20));
        CountDownLatch started = new CountDownLatch(1);
        Future<String> first = callers.submit(() -> permits.call(() -> await(busy, started)));
        started.await();

        assertThatThrownBy(() -> permits.call(() -> "never"))
                .isInstanceOfSatisfying(
                        Overloaded.class,
                        overloaded -> assertThat(overloaded.retryAfter()).isPositive());
        busy.countDown();
        assertThat(first.get()).isEqualTo("done");
    }

    @Test
    void areGivenBackWhenTheWorkFails() {
        HashingLimiter permits = new HashingLimiter(1, Duration.ofMillis(20));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> permits.call(() -> {
                        throw new IllegalStateException("bug");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(permits.call(() -> "done")).isEqualTo("done");
    }
}
