package dev.portcullis.signingkey;

import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.succeeded;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.RotateSigningKeys.Rotated;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import java.time.Duration;
import java.util.List;

/** The use cases of signing keys over an in-memory store, for tests. Keys rotate every 30 days. */
final class SigningKeyFixture {
    static final Duration INTERVAL = Duration.ofDays(30);
    static final Duration AHEAD = Duration.ofDays(1);
    /** The time that a key is published after its last signature. */
    static final Duration OVERLAP = Duration.ofHours(24).plusMinutes(5);

    final TickingClock clock = new TickingClock();
    final InMemoryDatabase database = new InMemoryDatabase();
    final InMemoryAuditWriter audit = new InMemoryAuditWriter(database);
    final CountingKeyPairGenerator generator = new CountingKeyPairGenerator();

    private final Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore(database, clock);
    private final KeyPolicy policy = new KeyPolicy(INTERVAL, AHEAD);
    private final EnsureSigningKeys ensure = new EnsureSigningKeys(store, generator, policy, database);

    EnsureSigningKeys.Outcome ensure() {
        return ensure.execute();
    }

    /** Generates {@code key-1}, which signs from now on. */
    void ensureFirstKey() {
        assertThat(ensure().made()).isNotNull();
    }

    Result<Rotated> rotate(Urgency urgency) {
        return new RotateSigningKeys(auditor, store, generator, policy)
                .execute(new RotateSigningKeys.Command(urgency, aCaller()));
    }

    /** Publishes the next key and returns its id. */
    String publishNextKey() {
        return rotate(Urgency.ORDINARY).value().key().id();
    }

    Result<SigningKeySchedule> revoke(String id) {
        return new RevokeSigningKey(auditor, store, generator, policy)
                .execute(new RevokeSigningKey.Command(id, aCaller()));
    }

    Result<SigningKeySchedule> importKey(String id, int publicKey) {
        NewKey key = new NewKey(id, new byte[] {(byte) publicKey}, new byte[] {1});
        return new ImportSigningKey(auditor, store, policy).execute(new ImportSigningKey.Command(key, aCaller()));
    }

    KeyRing ring() {
        return database.call(store::read).ring();
    }

    /** The id of the key that signs now. */
    String signing() {
        return ring().signing(clock.instant()).orElseThrow().id();
    }

    /** The ids of the keys that are published now. */
    List<String> published() {
        return ring().published(clock.instant()).stream()
                .map(SigningKeySchedule::id)
                .toList();
    }

    SigningKeySchedule key(String id) {
        return ring().keys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static AuditEvent changed(String reason) {
        return succeeded(AuditAction.CHANGE_KEYS, "authz_admin", reason);
    }

    static AuditEvent notChanged(String reason) {
        return refused(AuditAction.CHANGE_KEYS, "input_validation_fail", reason);
    }

    /** The refusal of a next key where there is this one already. */
    static Refusal nextKeyExists(SigningKeySchedule next) {
        return new Refusal(
                Reason.NEXT_KEY_EXISTS,
                null,
                List.of(
                        new Refusal.Detail("kid", next.id()),
                        new Refusal.Detail("signs_from", next.signsFrom().toString())));
    }
}
