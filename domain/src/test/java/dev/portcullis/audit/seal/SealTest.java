package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-03-02T00:00:00.000001Z");

    private static final Seal SEAL = new Seal(
            2, Seal.Kind.EVENTS, FROM, UNTIL, 3, Hash.over(new byte[] {1}), Hash.ZERO, "key-1", new byte[] {9});

    @Test
    void hasAnotherHashWhereAnyPartDiffers() {
        Hash digest = SEAL.digest();
        byte[] signature = SEAL.signature();
        List<Seal> seals = List.of(
                SEAL,
                new Seal(3, Seal.Kind.EVENTS, FROM, UNTIL, 3, digest, Hash.ZERO, "key-1", signature),
                new Seal(2, Seal.Kind.RETENTION, FROM, UNTIL, 3, digest, Hash.ZERO, "key-1", signature),
                new Seal(2, Seal.Kind.EVENTS, FROM.plusNanos(1000), UNTIL, 3, digest, Hash.ZERO, "key-1", signature),
                new Seal(2, Seal.Kind.EVENTS, FROM, UNTIL.plusNanos(1000), 3, digest, Hash.ZERO, "key-1", signature),
                new Seal(2, Seal.Kind.EVENTS, FROM, UNTIL, 4, digest, Hash.ZERO, "key-1", signature),
                new Seal(2, Seal.Kind.EVENTS, FROM, UNTIL, 3, Hash.ZERO, Hash.ZERO, "key-1", signature),
                new Seal(2, Seal.Kind.EVENTS, FROM, UNTIL, 3, digest, digest, "key-1", signature),
                new Seal(2, Seal.Kind.EVENTS, FROM, UNTIL, 3, digest, Hash.ZERO, "key-2", signature),
                new Seal(2, Seal.Kind.EVENTS, FROM, UNTIL, 3, digest, Hash.ZERO, "key-1", new byte[] {8}));

        Set<Hash> hashes = new HashSet<>();
        seals.forEach(seal -> assertThat(hashes.add(seal.hash())).isTrue());
        assertThat(new HashSet<>(seals)).hasSize(seals.size());
    }

    @Test
    void signsAllButTheSignature() {
        Seal other = new Seal(2, Seal.Kind.EVENTS, FROM, UNTIL, 3, SEAL.digest(), Hash.ZERO, "key-1", new byte[] {8});

        assertThat(other.form()).isEqualTo(SEAL.form());
        assertThat(other).isNotEqualTo(SEAL);
    }

    @Test
    void isNamedByNumberAndHash() {
        SealReference reference = SEAL.reference();

        assertThat(reference).hasToString("2:" + SEAL.hash());
        assertThat(SealReference.parse(reference.toString())).isEqualTo(reference);
    }

    @Test
    void isNotNamedByAnythingElse() {
        String hash = SEAL.hash().toString();

        for (String text : List.of(
                "",
                ":",
                "2",
                hash,
                "0:" + hash,
                "-2:" + hash,
                "2:" + hash.substring(1),
                "2:" + hash + "0",
                " 2:" + hash)) {
            assertThatThrownBy(() -> SealReference.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Existing seals must still verify. The expected values were computed independently. */
    @Test
    void hashesAnEventByAFormThatStays() {
        AuditRecord event = new AuditRecord(
                new UUID(1, 2),
                Instant.parse("1970-01-01T00:00:01.000001Z"),
                "sign_in",
                "authn_login_fail",
                "refused",
                null,
                null,
                null,
                "h",
                null,
                "192.0.2.7",
                "ø",
                "r",
                null,
                "replica",
                null,
                null);

        assertThat(EventDigest.of(event).hash())
                .hasToString("f7a915ef87abd3163ff4e5df0b933d0ac63a71ca5ecd5f4cc880d2d4ca44c98d");
        assertThat(SEAL.hash()).hasToString("ac0b9c83678dc1bf3ba6ec842a8c9da9b8cf365dd741a3132b2bb2adb0f27fb9");
        // With the first byte 2 and the count as eight bytes at the end; also computed by other means.
        assertThat(EventDigest.of(new AuditRecords(event).counting(4711).record())
                        .hash())
                .hasToString("f2e0856ade1c30aa89181143d3d110187364b13efc9ffcfb954edb962767f2b3");
    }

    @Test
    void coversEventsByTheirDigestsInTheirOrder() {
        AuditRecord first = AuditRecords.anEvent().record();
        AuditRecord second = AuditRecords.anEvent().record();
        EventDigests both = EventDigests.of(List.of(first, second));

        assertThat(both.list()).containsExactly(EventDigest.of(first), EventDigest.of(second));
        assertThat(both.first()).contains(EventDigest.of(first));
        assertThat(EventDigests.read(both.bytes())).isEqualTo(both);
        assertThat(EventDigests.of(List.of(second, first))).isNotEqualTo(both);
        assertThat(EventDigests.NONE.first()).isEmpty();
    }

    @Test
    void hashesTheCountOfAnEvent() {
        AuditRecords event = AuditRecords.anEvent();

        assertThat(List.of(event, event.counting(1), event.counting(2)))
                .extracting(records -> EventDigest.of(records.record()).hash())
                .doesNotHaveDuplicates();
    }
}
