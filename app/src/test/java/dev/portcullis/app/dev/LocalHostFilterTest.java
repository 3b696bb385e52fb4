package dev.portcullis.app.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostFilterTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LocalHost:8080", "127.0.0.1", "127.0.0.1:80", "[::1]:8080"})
    void admitsThisMachineOnAnyPort(String host) {
        assertThat(LocalHostFilter.isLocal(host)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @EmptySource
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "evil.example.localhost",
                "evillocalhost",
                "localhost:8080.evil.example",
                "localhost:8080@evil.example",
                "localhost.",
                "127a0b0c1",
                "127.0.0.2",
                "192.168.1.2:8080",
                "[::2]:8080"
            })
    void rejectsAnyOtherHost(String host) {
        assertThat(LocalHostFilter.isLocal(host)).isFalse();
    }
}
