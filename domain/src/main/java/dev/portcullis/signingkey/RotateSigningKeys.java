package dev.portcullis.signingkey;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rotates the signing key before its interval is over, for an operator. */
public final class RotateSigningKeys {
    public record Command(Urgency urgency, CallerContext caller) {}

    public enum Urgency {
        /** No token is rejected: the next key is published ahead as usual. */
        ORDINARY,
        /** No key is trusted any more: all are revoked immediately, and all tokens that they signed are rejected. */
        EMERGENCY
    }

    public sealed interface Outcome {
        /** The next key is now published and signs after {@code publish-ahead}. */
        record Scheduled(SigningKeySchedule next) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.scheduled().apply(this);
            }
        }

        /** The next key was already published, and cannot sign any sooner. */
        record AlreadyScheduled(SigningKeySchedule next) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.alreadyScheduled().apply(this);
            }
        }

        /**
         * A new key signs now.
         *
         * @param revoked the number of keys that were revoked
         */
        record Replaced(SigningKeySchedule signing, int revoked) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.replaced().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Scheduled, ? extends R> scheduled,
                Function<? super AlreadyScheduled, ? extends R> alreadyScheduled,
                Function<? super Replaced, ? extends R> replaced) {}
    }

    private final SigningKeyStore store;
    private final KeyPairGenerator maker;
    private final KeyRotation changes;
    private final UnitOfWork work;
    private final Attempts attempts;

    public RotateSigningKeys(
            SigningKeyStore store, KeyPairGenerator maker, KeyPolicy policy, UnitOfWork work, Attempts attempts) {
        this.store = store;
        this.maker = maker;
        this.changes = new KeyRotation(store, policy);
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.CHANGE_KEYS, null, command.caller(), RotateSigningKeys::event);
        return attempt.ask(recorder -> {
            NewKey key = maker.make();
            return work.decide(() -> decide(command.urgency(), key), recorder);
        });
    }

    private Outcome decide(Urgency urgency, NewKey key) {
        Contents contents = store.lock();
        return switch (urgency) {
            case ORDINARY -> schedule(contents, key);
            case EMERGENCY -> replace(contents, key);
        };
    }

    private Outcome schedule(Contents contents, NewKey key) {
        Optional<SigningKeySchedule> next = contents.ring().next(contents.now());
        return next.isPresent()
                ? new Outcome.AlreadyScheduled(next.get())
                : new Outcome.Scheduled(changes.publishNext(contents, key));
    }

    private Outcome replace(Contents contents, NewKey key) {
        List<SigningKeySchedule> revoked = contents.ring().published(contents.now());
        revoked.forEach(old -> store.update(old.gone(contents.now())));
        return new Outcome.Replaced(changes.signAtOnce(contents, key), revoked.size());
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                scheduled -> new AuditEvent.SigningKeysChanged(
                        "rotated_to_" + scheduled.next().id()),
                already -> new AuditEvent.SigningKeysNotChanged("next_exists"),
                replaced -> new AuditEvent.SigningKeysChanged(
                        "replaced_by_" + replaced.signing().id())));
    }
}
