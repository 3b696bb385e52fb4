package dev.portcullis.app.console;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Detects that the process is being stopped, for example with {@code Ctrl-C}. Safe for use by many threads. */
@Singleton
public class Shutdown {
    private final CountDownLatch requested = new CountDownLatch(1);

    public void request(@Observes ShutdownEvent shutdown) {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for a shutdown.
     *
     * @return true as soon as a shutdown is requested; false after {@code time}
     */
    public boolean await(Duration time) {
        try {
            return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
