package dev.portcullis.app.config;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Collections;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start the package under a profile of development or tests. Their defaults include cookies without Secure
 * and rate limits that nobody reaches, and teams use the same names for environments.
 */
@Singleton
final class ReservedProfiles {
    private static final Set<String> NAMES = Set.of("dev", "test");

    /** Before the scheduler, which starts jobs. */
    private static final int BEFORE_JOBS = Interceptor.Priority.PLATFORM_BEFORE - 1;

    private final Config config;

    ReservedProfiles(Config config) {
        this.config = config;
    }

    void refuse(@Observes @Priority(BEFORE_JOBS) StartupEvent start, LaunchMode mode) {
        if (mode == LaunchMode.NORMAL
                && !Collections.disjoint(config.unwrap(SmallRyeConfig.class).getProfiles(), NAMES)) {
            throw new InvalidSetting(
                    "quarkus.profile",
                    "must not contain dev or test, whose defaults are insecure; use another name, such as staging");
        }
    }
}
