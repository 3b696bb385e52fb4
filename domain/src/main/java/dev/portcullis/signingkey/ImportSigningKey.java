package dev.portcullis.signingkey;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import dev.portcullis.signingkey.SigningKeyStore.StoredKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Imports an operator's own key pair as the next signing key. */
public final class ImportSigningKey {
    public record Command(NewKey key, CallerContext caller) {}

    public sealed interface Outcome {
        /** The key is published and signs after {@code publish-ahead}, or immediately if there is no other key. */
        record Scheduled(SigningKeySchedule next) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.scheduled().apply(this);
            }
        }

        /** There already is a next key, which would have to be revoked first. */
        record NextExists(SigningKeySchedule next) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.nextExists().apply(this);
            }
        }

        /** The same key pair is already stored, in use or gone. */
        record AlreadyKept(String id) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.alreadyKept().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Scheduled, ? extends R> scheduled,
                Function<? super NextExists, ? extends R> nextExists,
                Function<? super AlreadyKept, ? extends R> alreadyKept) {}
    }

    private final SigningKeyStore store;
    private final KeyRotation changes;
    private final UnitOfWork work;
    private final Attempts attempts;

    public ImportSigningKey(SigningKeyStore store, KeyPolicy policy, UnitOfWork work, Attempts attempts) {
        this.store = store;
        this.changes = new KeyRotation(store, policy);
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.CHANGE_KEYS, null, command.caller(), ImportSigningKey::event);
        return attempt.ask(recorder -> work.decide(() -> decide(command.key()), recorder));
    }

    private Outcome decide(NewKey key) {
        Contents contents = store.lock();
        Optional<StoredKey> same = contents.keys().stream()
                .filter(kept -> Arrays.equals(kept.publicKey(), key.publicKey()))
                .findFirst();
        if (same.isPresent()) {
            return new Outcome.AlreadyKept(same.get().id());
        }
        Optional<SigningKeySchedule> next = contents.ring().next(contents.now());
        return next.isPresent()
                ? new Outcome.NextExists(next.get())
                : new Outcome.Scheduled(changes.publishNext(contents, key));
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                scheduled -> new AuditEvent.SigningKeysChanged(
                        "imported_" + scheduled.next().id()),
                next -> new AuditEvent.SigningKeysNotChanged("next_exists"),
                kept -> new AuditEvent.SigningKeysNotChanged("already_kept")));
    }
}
