package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.seal.VerifyAuditLog.Finding;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Broken;
import dev.portcullis.audit.seal.VerifyAuditLog.Report.Intact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealChainTest extends SealedLog {
    @Test
    void findsASealThatWasChanged() {
        assertThat(nineSealedEvents()).isNotEmpty();
        Seal second = seal(2);
        byte[] signature = second.signature();
        for (Seal forged : List.of(
                like(second, second.kind(), 2, second.digest(), second.previous(), signature),
                like(second, Seal.Kind.RETENTION, 3, second.digest(), second.previous(), signature),
                like(second, second.kind(), 3, Hash.ZERO, second.previous(), signature),
                like(second, second.kind(), 3, second.digest(), Hash.ZERO, signature),
                like(second, second.kind(), 3, second.digest(), second.previous(), new byte[32]))) {
            seals.forge(2, forged);
            assertFinds(Finding.SEAL_CHANGED, 2);
        }
        seals.forge(2, second);
        assertThat(intact().seals()).isEqualTo(3);
    }

    private static Seal like(Seal seal, Seal.Kind kind, long events, Hash digest, Hash previous, byte[] signature) {
        return new Seal(
                seal.number(), kind, seal.from(), seal.until(), events, digest, previous, seal.keyId(), signature);
    }

    @Test
    void findsSealsThatChangedPlaces() {
        assertThat(nineSealedEvents()).isNotEmpty();
        Seal second = seal(2);
        Seal third = seal(3);
        seals.forge(2, numbered(2, third));
        seals.forge(3, numbered(3, second));

        assertFinds(Finding.SEAL_CHANGED, 2);
    }

    private static Seal numbered(long number, Seal seal) {
        return new Seal(
                number,
                seal.kind(),
                seal.from(),
                seal.until(),
                seal.events(),
                seal.digest(),
                seal.previous(),
                seal.keyId(),
                seal.signature());
    }

    @Test
    void findsASealThatIsMissing() {
        assertThat(nineSealedEvents()).isNotEmpty();
        seals.remove(2);
        assertFinds(Finding.SEAL_MISSING, 2);
        seals.remove(1);
        assertFinds(Finding.SEAL_MISSING, 1);
    }

    @Test
    void findsASealThatLeavesATimeOut() {
        assertThat(nineSealedEvents()).isNotEmpty();
        Instant later = newest().until().plusSeconds(1);
        Hash none = EventDigests.NONE.digest();
        Seal late = Seal.sign(key, newest().reference(), Seal.Kind.EVENTS, later, later.plusSeconds(60), 0, none);
        database.run(() -> seals.insert(late, EventDigests.NONE));

        assertFinds(Finding.SEAL_CHANGED, 4);
        assertThat(broken().sentence()).contains("does not begin where the previous seals end");
    }

    @Test
    void findsTheNewestSealMissingByOneThatWasNotedElsewhere() {
        List<AuditRecord> events = nineSealedEvents();
        SealReference noted = newest().reference();
        assertThat(verify(noted)).isInstanceOf(Intact.class);
        assertThat(verify(seal(1).reference())).isInstanceOf(Intact.class);
        seals.remove(3);
        events.subList(6, 9).forEach(event -> audit.forget(event.id()));

        assertThat(intact().seals()).isEqualTo(2);
        Broken broken = broken(noted);
        assertThat(broken.finding()).isEqualTo(Finding.SEAL_MISSING);
        assertThat(broken.seal()).isEqualTo(3);
        assertThat(broken.sentence()).contains("cut off after seal 2");
    }

    @Test
    void findsThatASealIsNotTheOneThatWasNotedElsewhere() {
        assertThat(nineSealedEvents()).isNotEmpty();

        Broken broken = broken(new SealReference(2, Hash.over(new byte[] {1})));

        assertThat(broken.finding()).isEqualTo(Finding.SEAL_CHANGED);
        assertThat(broken.seal()).isEqualTo(2);
    }

    @Test
    void namesTheEventThatComesBeforeABrokenSeal() {
        List<AuditRecord> events = nineSealedEvents();
        seals.remove(3);
        seals.forge(3, numbered(3, seal(2)));
        assertFinds(Finding.SEAL_CHANGED, 3);

        audit.forget(events.get(1).id());
        assertFinds(Finding.REMOVED, events.get(1).position(), 1);
    }

    @Test
    void reliesOnTheChainForSealsOfAKeyThatIsGone() {
        List<AuditRecord> events = nineSealedEvents();
        key.changeTo("key-2");
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofMinutes(5));
        sealAll();
        key.forget("key-1");

        assertThat(intact().events()).isEqualTo(events.size() + 1L);

        Seal third = seal(3);
        seals.forge(3, like(third, third.kind(), 3, Hash.ZERO, third.previous(), third.signature()));
        assertFinds(Finding.SEAL_CHANGED, 4);
        assertThat(broken().sentence()).contains("seal 3");
    }

    @Test
    void doesNotRelyOnTheNewestSealsWhenTheirKeyIsGone() {
        assertThat(nineSealedEvents()).isNotEmpty();
        key.changeTo("key-2");
        key.forget("key-1");

        assertFinds(Finding.KEY_UNKNOWN, 3);
    }

    @Test
    void doesNotRelyOnAChainThatWasMadeAnewWithAnotherKey() {
        List<AuditRecord> events = nineSealedEvents();
        audit.forget(events.get(4).id());
        for (long number = 1; number <= 3; number++) {
            seals.remove(number);
        }
        SealEvents forger = new SealEvents(seals, new FakeSealKey("key-0"), database);
        assertThat(forger.execute()).isPresent();

        assertFinds(Finding.KEY_UNKNOWN, 1);
        assertNothingIsSealed();
        assertFinds(Finding.KEY_UNKNOWN, 1);
    }

    /** Otherwise the next seal would confirm the forged one, and with it what was deleted. */
    @Test
    void isNotContinuedAfterASealThatNoKnownKeySigned() {
        List<AuditRecord> events = nineSealedEvents();
        forgeADrop();
        events.forEach(event -> audit.forget(event.id()));

        assertNothingIsSealed();

        assertFinds(Finding.KEY_UNKNOWN, 4);
    }

    private void assertNothingIsSealed() {
        assertThat(anEventOccurs()).isNotNull();
        clock.advance(Duration.ofMinutes(5));
        Seal last = newest();

        assertThatThrownBy(this::sealAll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seal " + last.number());

        assertThat(newest()).isEqualTo(last);
    }
}
