package dev.portcullis.session;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.KeyMaker.NewKey;
import dev.portcullis.session.SigningKeyStore.Contents;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An operator has the signing key exchanged before its time is over. */
public final class RotateSigningKeys {
    public record Command(Urgency urgency, CallerContext caller) {}

    public enum Urgency {
        /** No token is refused for it: the next key is published first, as long as ever. */
        ORDINARY,
        /** None of the keys is to be trusted: all are gone at once, with every token by them. */
        EMERGENCY
    }

    public sealed interface Outcome {
        /** The next key is published now, and signs when everyone can know it. */
        record Scheduled(KeyLife next) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.scheduled().apply(this);
            }
        }

        /** The next key was published before, and cannot sign any sooner. */
        record AlreadyScheduled(KeyLife next) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.alreadyScheduled().apply(this);
            }
        }

        /**
         * A new key signs now.
         *
         * @param revoked how many are gone for it
         */
        record Replaced(KeyLife signing, int revoked) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.replaced().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Scheduled, ? extends R> scheduled,
                Function<? super AlreadyScheduled, ? extends R> alreadyScheduled,
                Function<? super Replaced, ? extends R> replaced) {}
    }

    private final SigningKeyStore store;
    private final KeyMaker maker;
    private final KeyChanges changes;
    private final UnitOfWork work;
    private final Attempts attempts;

    public RotateSigningKeys(
            SigningKeyStore store, KeyMaker maker, KeyPolicy policy, UnitOfWork work, Attempts attempts) {
        this.store = store;
        this.maker = maker;
        this.changes = new KeyChanges(store, policy);
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
        Optional<KeyLife> next = contents.ring().next(contents.now());
        return next.isPresent()
                ? new Outcome.AlreadyScheduled(next.get())
                : new Outcome.Scheduled(changes.publishNext(contents, key));
    }

    private Outcome replace(Contents contents, NewKey key) {
        List<KeyLife> revoked = contents.ring().published(contents.now());
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
