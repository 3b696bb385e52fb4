package dev.portcullis.signingkey;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent.SigningKeysChanged;
import dev.portcullis.audit.AuditEvent.SigningKeysNotChanged;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.audit.WhenUnavailable;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the schedule and operators do to signing keys. */
class ChangeSigningKeysTest {
    private static final Duration INTERVAL = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Duration OVERLAP = Duration.ofHours(24).plusMinutes(5);

    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    private final Attempts attempts = new Attempts(audit, database, WhenUnavailable.REFUSE);
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore(database, clock);
    private final CountingKeyPairGenerator maker = new CountingKeyPairGenerator();
    private final KeyPolicy policy = new KeyPolicy(INTERVAL, AHEAD);
    private final EnsureSigningKeys keep = new EnsureSigningKeys(store, maker, policy, database);

    private EnsureSigningKeys.Outcome keep() {
        return keep.execute();
    }

    private RotateSigningKeys.Outcome rotate(Urgency urgency) {
        return new RotateSigningKeys(store, maker, policy, database, attempts)
                .execute(new RotateSigningKeys.Command(urgency, aCaller()));
    }

    private RevokeSigningKey.Outcome revoke(String id) {
        return new RevokeSigningKey(store, maker, policy, database, attempts)
                .execute(new RevokeSigningKey.Command(id, aCaller()));
    }

    private ImportSigningKey.Outcome importing(String id, int publicKey) {
        NewKey key = new NewKey(id, new byte[] {(byte) publicKey}, new byte[] {1});
        return new ImportSigningKey(store, policy, database, attempts)
                .execute(new ImportSigningKey.Command(key, aCaller()));
    }

    private KeyRing ring() {
        return database.call(store::read).ring();
    }

    private String signing() {
        return ring().signing(clock.instant()).orElseThrow().id();
    }

    private List<String> published() {
        return ring().published(clock.instant()).stream()
                .map(SigningKeySchedule::id)
                .toList();
    }

    private SigningKeySchedule key(String id) {
        return ring().keys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFirstKeySignsAtOnceAndIsMadeOnce() {
        SigningKeySchedule made = keep().made();

        assertThat(made).isEqualTo(new SigningKeySchedule("key-1", clock.instant(), clock.instant(), null));
        assertThat(keep().made()).isNull();
        assertThat(maker.made()).isEqualTo(1);
    }

    @Test
    void theNextKeyIsPublishedAheadAndTheOldOneOutlivesItsTokens() {
        Instant start = clock.instant();
        assertThat(keep().made()).isNotNull();
        clock.advance(INTERVAL.minus(AHEAD).minusSeconds(1));
        assertThat(keep().made()).isNull();
        clock.advance(Duration.ofSeconds(1));

        SigningKeySchedule next = keep().made();

        assertThat(next).isEqualTo(new SigningKeySchedule("key-2", clock.instant(), start.plus(INTERVAL), null));
        assertThat(keep().made()).isNull();
        assertThat(key("key-1").goneAt()).isEqualTo(start.plus(INTERVAL).plus(OVERLAP));
        assertThat(signing()).isEqualTo("key-1");
        clock.advance(AHEAD);
        assertThat(signing()).isEqualTo("key-2");
        assertThat(published()).containsExactly("key-2", "key-1");
        clock.advance(OVERLAP);
        assertThat(published()).containsExactly("key-2");
    }

    @Test
    void aKeyIsRemovedWhenItHasBeenGoneForLong() {
        assertThat(keep().made()).isNotNull();
        assertThat(revoke("key-1")).isInstanceOf(RevokeSigningKey.Outcome.Revoked.class);
        clock.advance(Duration.ofDays(29));
        assertThat(keep().removed()).isEmpty();

        clock.advance(Duration.ofDays(1));

        assertThat(keep().removed()).containsExactly("key-1");
        assertThat(ring().keys()).extracting(SigningKeySchedule::id).doesNotContain("key-1");
    }

    @Test
    void anOrdinaryRotationPublishesTheNextKeyNowAndNoEarlierThanEveryoneCanKnowIt() {
        assertThat(keep().made()).isNotNull();

        RotateSigningKeys.Outcome.Scheduled scheduled = (RotateSigningKeys.Outcome.Scheduled) rotate(Urgency.ORDINARY);

        assertThat(scheduled.next().signsFrom()).isEqualTo(clock.instant().plus(AHEAD));
        assertThat(signing()).isEqualTo("key-1");
        assertThat(rotate(Urgency.ORDINARY))
                .isEqualTo(new RotateSigningKeys.Outcome.AlreadyScheduled(scheduled.next()));
        assertThat(published()).containsExactly("key-1", scheduled.next().id());
        assertThat(audit.events())
                .containsExactly(
                        new SigningKeysChanged("rotated_to_" + scheduled.next().id()),
                        new SigningKeysNotChanged("next_exists"));
    }

    @Test
    void anEmergencyLeavesNothingButANewKeyThatSignsAtOnce() {
        assertThat(keep().made()).isNotNull();
        assertThat(rotate(Urgency.ORDINARY)).isNotNull();

        RotateSigningKeys.Outcome.Replaced replaced = (RotateSigningKeys.Outcome.Replaced) rotate(Urgency.EMERGENCY);

        assertThat(replaced.revoked()).isEqualTo(2);
        assertThat(signing()).isEqualTo(replaced.signing().id());
        assertThat(published()).containsExactly(replaced.signing().id());
        assertThat(audit.last())
                .isEqualTo(new SigningKeysChanged(
                        "replaced_by_" + replaced.signing().id()));
    }

    @Test
    void aRevokedKeyThatSignedIsFollowedByTheNextOneAtOnce() {
        assertThat(keep().made()).isNotNull();
        String next = ((RotateSigningKeys.Outcome.Scheduled) rotate(Urgency.ORDINARY))
                .next()
                .id();

        RevokeSigningKey.Outcome.Revoked revoked = (RevokeSigningKey.Outcome.Revoked) revoke("key-1");

        assertThat(revoked.signing().id()).isEqualTo(next);
        assertThat(signing()).isEqualTo(next);
        assertThat(published()).containsExactly(next);
        assertThat(key(next).goneAt()).isNull();
        assertThat(audit.last()).isEqualTo(new SigningKeysChanged("revoked_key-1"));
    }

    @Test
    void aRevokedKeyThatSignedAloneIsFollowedByANewOne() {
        assertThat(keep().made()).isNotNull();

        RevokeSigningKey.Outcome.Revoked revoked = (RevokeSigningKey.Outcome.Revoked) revoke("key-1");

        assertThat(revoked.signing().id()).isNotEqualTo("key-1");
        assertThat(signing()).isEqualTo(revoked.signing().id());
        assertThat(published()).containsExactly(revoked.signing().id());
    }

    @Test
    void theCurrentKeySignsOnWhenTheNextOneIsRevoked() {
        assertThat(keep().made()).isNotNull();
        String next = ((RotateSigningKeys.Outcome.Scheduled) rotate(Urgency.ORDINARY))
                .next()
                .id();
        assertThat(key("key-1").goneAt()).isNotNull();

        RevokeSigningKey.Outcome.Revoked revoked = (RevokeSigningKey.Outcome.Revoked) revoke(next);

        assertThat(revoked.signing().id()).isEqualTo("key-1");
        assertThat(key("key-1").goneAt()).isNull();
        clock.advance(AHEAD.multipliedBy(3));
        assertThat(published()).containsExactly("key-1");
    }

    @Test
    void aRetiringKeyIsRevokedAndTheCurrentOneSignsOn() {
        assertThat(keep().made()).isNotNull();
        String next = ((RotateSigningKeys.Outcome.Scheduled) rotate(Urgency.ORDINARY))
                .next()
                .id();
        clock.advance(AHEAD);
        assertThat(published()).containsExactly(next, "key-1");

        assertThat(revoke("key-1")).isEqualTo(new RevokeSigningKey.Outcome.Revoked("key-1", key(next)));
        assertThat(published()).containsExactly(next);
    }

    @Test
    void whatIsGoneOrUnknownCannotBeRevoked() {
        assertThat(keep().made()).isNotNull();
        assertThat(revoke("key-1")).isInstanceOf(RevokeSigningKey.Outcome.Revoked.class);
        String signing = signing();

        assertThat(revoke("key-1")).isEqualTo(new RevokeSigningKey.Outcome.AlreadyGone());
        assertThat(audit.last()).isEqualTo(new SigningKeysNotChanged("already_gone"));
        assertThat(revoke("none")).isEqualTo(new RevokeSigningKey.Outcome.Unknown());
        assertThat(audit.last()).isEqualTo(new SigningKeysNotChanged("unknown_key"));
        assertThat(signing()).isEqualTo(signing);
    }

    @Test
    void anImportedKeyIsPublishedAheadAsAnyOther() {
        assertThat(keep().made()).isNotNull();

        ImportSigningKey.Outcome.Scheduled scheduled = (ImportSigningKey.Outcome.Scheduled) importing("ours", 7);

        assertThat(scheduled.next().signsFrom()).isEqualTo(clock.instant().plus(AHEAD));
        assertThat(published()).containsExactly("key-1", "ours");
        assertThat(audit.last()).isEqualTo(new SigningKeysChanged("imported_ours"));
    }

    @Test
    void anImportedKeySignsAtOnceWhereThereIsNoOther() {
        assertThat(importing("ours", 7)).isInstanceOf(ImportSigningKey.Outcome.Scheduled.class);

        assertThat(signing()).isEqualTo("ours");
        assertThat(keep().made()).isNull();
    }

    @Test
    void aKeyIsNotImportedTwiceNorInThePlaceOfANextOne() {
        assertThat(importing("ours", 7)).isInstanceOf(ImportSigningKey.Outcome.Scheduled.class);

        assertThat(importing("again", 7)).isEqualTo(new ImportSigningKey.Outcome.AlreadyKept("ours"));
        assertThat(audit.last()).isEqualTo(new SigningKeysNotChanged("already_kept"));
        assertThat(importing("second", 8)).isInstanceOf(ImportSigningKey.Outcome.Scheduled.class);
        assertThat(importing("third", 9)).isEqualTo(new ImportSigningKey.Outcome.NextExists(key("second")));
        assertThat(audit.last()).isEqualTo(new SigningKeysNotChanged("next_exists"));
    }
}
