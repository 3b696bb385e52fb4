package dev.portcullis.signingkey;

import dev.portcullis.audit.Attempt;
import dev.portcullis.audit.Attempts;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.KeyPairGenerator.NewKey;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Revokes a signing key immediately, for an operator who no longer trusts it. All tokens that it signed are rejected.
 * If it was the current key, the next key signs from now on, or a new one if there is none.
 */
public final class RevokeSigningKey {
    public record Command(String id, CallerContext caller) {}

    public sealed interface Outcome {
        /**
         * The key is revoked, and another key signs.
         *
         * @param signing the key that signs now
         */
        record Revoked(String id, SigningKeySchedule signing) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.revoked().apply(this);
            }
        }

        record AlreadyGone() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.alreadyGone().apply(this);
            }
        }

        record Unknown() implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.unknown().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One handler per outcome; a new outcome does not compile until it is handled. */
        record Cases<R>(
                Function<? super Revoked, ? extends R> revoked,
                Function<? super AlreadyGone, ? extends R> alreadyGone,
                Function<? super Unknown, ? extends R> unknown) {}
    }

    private final SigningKeyStore store;
    private final KeyPairGenerator maker;
    private final KeyRotation changes;
    private final UnitOfWork work;
    private final Attempts attempts;

    public RevokeSigningKey(
            SigningKeyStore store, KeyPairGenerator maker, KeyPolicy policy, UnitOfWork work, Attempts attempts) {
        this.store = store;
        this.maker = maker;
        this.changes = new KeyRotation(store, policy);
        this.work = work;
        this.attempts = attempts;
    }

    public Outcome execute(Command command) {
        Attempt<Outcome> attempt =
                attempts.begin(AuditEvent.Action.CHANGE_KEYS, null, command.caller(), RevokeSigningKey::event);
        return attempt.ask(recorder -> {
            NewKey key = maker.make();
            return work.decide(() -> decide(command.id(), key), recorder);
        });
    }

    private Outcome decide(String id, NewKey substitute) {
        Contents contents = store.lock();
        Optional<SigningKeySchedule> found = contents.ring().keys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst();
        return found.<Outcome>map(key -> revoke(contents, key, substitute)).orElseGet(Outcome.Unknown::new);
    }

    private Outcome revoke(Contents contents, SigningKeySchedule key, NewKey substitute) {
        Instant now = contents.now();
        KeyRing ring = contents.ring();
        SigningKeySchedule.State state = ring.state(key, now);
        if (state == SigningKeySchedule.State.GONE) {
            return new Outcome.AlreadyGone();
        }
        store.update(key.gone(now));
        SigningKeySchedule signing = switch (state) {
            case CURRENT ->
                ring.next(now)
                        .map(next -> bringForward(next, now))
                        .orElseGet(() -> changes.signAtOnce(contents, substitute));
            case NEXT -> keepSigning(ring.signing(now).orElseThrow());
            default -> ring.signing(now).orElseThrow();
        };
        return new Outcome.Revoked(key.id(), signing);
    }

    private SigningKeySchedule bringForward(SigningKeySchedule next, Instant now) {
        SigningKeySchedule signing = next.signing(now);
        store.update(signing);
        return signing;
    }

    /** The successor was revoked, so the current key continues to sign until there is another one. */
    private SigningKeySchedule keepSigning(SigningKeySchedule current) {
        SigningKeySchedule signing = current.gone(null);
        store.update(signing);
        return signing;
    }

    private static AuditEvent event(Outcome outcome) {
        return outcome.fold(new Outcome.Cases<AuditEvent>(
                revoked -> new AuditEvent.SigningKeysChanged("revoked_" + revoked.id()),
                gone -> new AuditEvent.SigningKeysNotChanged("already_gone"),
                unknown -> new AuditEvent.SigningKeysNotChanged("unknown_key")));
    }
}
