package dev.portcullis.app.command;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody ends the process, by {@code Ctrl-C} for one. Safe for use by many threads. */
@Singleton
class Interruption {
    private final CountDownLatch hasCome = new CountDownLatch(1);

    void come(@Observes ShutdownEvent shutdown) {
        hasCome.countDown();
    }

    boolean hasCome() {
        return hasCome.getCount() == 0;
    }

    /** Waits; returns at once when it comes, and whether it has. */
    boolean await(Duration time) {
        try {
            return hasCome.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
