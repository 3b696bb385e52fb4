package dev.portcullis.persistence.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.persistence.Together;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private final TimeOrderedIds ids = new TimeOrderedIds();

    private List<UUID> many() {
        return Stream.generate(ids::next).limit(20_000).toList();
    }

    @Test
    void makesUuidsOfVersionSevenThatTellTheTime() {
        long before = Instant.now().toEpochMilli();

        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16)
                .isBetween(before, Instant.now().toEpochMilli());
    }

    @Test
    void makesEachGreaterThanTheOneBefore() {
        assertThat(many()).extracting(UUID::toString).isSorted();
    }

    @Test
    void makesNoneTwiceForManyCallers() {
        List<UUID> all =
                Together.call(8, this::many).stream().flatMap(List::stream).toList();

        assertThat(all).hasSize(160_000).doesNotHaveDuplicates();
    }
}
