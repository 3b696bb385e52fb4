package dev.portcullis.app.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedProfilesTest {
    private static void start(LaunchMode mode, String... profiles) {
        new ReservedProfiles(new SmallRyeConfigBuilder()
                        .withProfiles(List.of(profiles))
                        .build())
                .refuse(new StartupEvent(), mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void stopTheStartOfThePackage(String profile) {
        assertThatThrownBy(() -> start(LaunchMode.NORMAL, profile))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("quarkus.profile:");
        assertThatThrownBy(() -> start(LaunchMode.NORMAL, "eu", profile)).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void doNotStopDevelopmentAndTests() {
        assertThatCode(() -> start(LaunchMode.DEVELOPMENT, "dev")).doesNotThrowAnyException();
        assertThatCode(() -> start(LaunchMode.TEST, "test")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "staging", "testing"})
    void doNotIncludeOtherNames(String profile) {
        assertThatCode(() -> start(LaunchMode.NORMAL, profile)).doesNotThrowAnyException();
    }
}
