package dev.portcullis.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditPositionTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static AuditPosition at(Instant time, String id) {
        return new AuditPosition(time, UUID.fromString(id));
    }

    @Test
    void ordersByTimeAndThenByTheBytesOfTheId() {
        AuditPosition early = at(NOON, "ffffffff-ffff-ffff-ffff-ffffffffffff");
        AuditPosition low = at(NOON.plusNanos(1_000), "7fffffff-ffff-ffff-7fff-ffffffffffff");
        AuditPosition lowHalf = at(NOON.plusNanos(1_000), "7fffffff-ffff-ffff-8000-000000000000");
        AuditPosition high = at(NOON.plusNanos(1_000), "80000000-0000-0000-0000-000000000000");

        assertThat(java.util.List.of(high, lowHalf, early, low).stream().sorted())
                .containsExactly(early, low, lowHalf, high);
    }
}
