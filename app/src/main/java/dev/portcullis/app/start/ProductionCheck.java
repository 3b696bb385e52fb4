package dev.portcullis.app.start;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Stops the start of a production service that could not do its job, and says what it lacks. */
@Singleton
final class ProductionCheck {
    /** Before anything of ours that would fail for want of it. */
    private static final int FIRST = 1;

    void onStart(@Observes @Priority(FIRST) StartupEvent start) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        List<String> missing =
                ProductionSettings.missing(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "Portcullis does not start in production without:\n  " + String.join("\n  ", missing));
        }
    }
}
