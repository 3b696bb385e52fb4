package dev.portcullis.mail;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.mail.MailContents.Prepared;
import dev.portcullis.mail.MailOutbox.Claim;
import dev.portcullis.mail.MailSender.Delivery;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one due mail of the outbox. Several replicas may do so concurrently. A code is generated here, and only its slow
 * hash is stored, before the mail is sent. If the process dies between the server's reply and our record of it, another
 * mail with a new code is sent; then the later code is valid.
 */
public final class DeliverMail {
    public enum Outcome {
        /** No mail is due. */
        IDLE,
        SENT,
        /** To be retried later. */
        POSTPONED,
        /** The recipient's address was rejected permanently, or the mail was retried for its whole lifetime. */
        GIVEN_UP,
        /** The mail is no longer needed, for example because the address is verified. */
        OBSOLETE
    }

    private final MailOutbox outbox;
    private final Function<MailKind, MailContents> contents;
    private final VerificationPolicy policy;
    private final PasswordHasher hasher;
    private final MailSender sender;
    private final UnitOfWork work;
    private final Clock clock;
    private final RandomGenerator random;
    private final Lock hashing;

    /** @param hashing held while a code is hashed, so that mails use one place of the hasher, and sign-ins get the others */
    public DeliverMail(
            MailOutbox outbox,
            Function<MailKind, MailContents> contents,
            VerificationPolicy policy,
            PasswordHasher hasher,
            MailSender sender,
            UnitOfWork work,
            Clock clock,
            RandomGenerator random,
            Lock hashing) {
        this.outbox = outbox;
        this.contents = contents;
        this.policy = policy;
        this.hasher = hasher;
        this.sender = sender;
        this.work = work;
        this.clock = clock;
        this.random = random;
        this.hashing = hashing;
    }

    private record HashedCode(VerificationCode code, PasswordHash hash) {}

    /**
     * Delivers the mail that has been due longest. Safe for use by many threads, each of which delivers a different mail.
     *
     * @param content delivers only mails with this content: notices need no hash, so they need not wait for one
     * @throws Overloaded if the code of a mail cannot be hashed now; the mail is postponed by the time after which the
     *     hasher suggests a retry
     */
    public Outcome execute(MailKind.Content content) {
        Instant now = clock.instant();
        Optional<Claim> claim = work.call(() -> outbox.claim(MailKind.with(content), now, now.plus(MailRetries.LEASE)));
        return claim.map(this::deliver).orElse(Outcome.IDLE);
    }

    private Outcome deliver(Claim claim) {
        HashedCode code = claim.kind().content() == MailKind.Content.CODE ? generateCode(claim) : null;
        Instant now = clock.instant();
        if (MailRetries.isTooLate(claim.leaseEnd(), now)) {
            work.run(() -> outbox.postpone(claim, now));
            return Outcome.POSTPONED;
        }
        return work.call(() -> prepare(claim, code))
                .map(prepared -> send(claim, prepared, code))
                .orElse(Outcome.OBSOLETE);
    }

    private HashedCode generateCode(Claim claim) {
        VerificationCode code = VerificationCode.random(random);
        hashing.lock();
        try {
            return new HashedCode(code, hasher.hash(code));
        } catch (Overloaded overloaded) {
            work.run(() -> outbox.postpone(claim, clock.instant().plus(overloaded.retryAfter())));
            throw overloaded;
        } finally {
            hashing.unlock();
        }
    }

    /** Empty if the mail is no longer needed. */
    private Optional<Prepared> prepare(Claim claim, @Nullable HashedCode code) {
        String address = claim.address();
        Optional<Prepared> prepared = address == null
                ? contents.apply(claim.kind()).prepare(claim.account(), hash(code), clock.instant())
                : Optional.of(new Prepared(address, null));
        if (prepared.isEmpty()) {
            outbox.complete(claim);
        }
        return prepared;
    }

    private static @Nullable PasswordHash hash(@Nullable HashedCode code) {
        return code == null ? null : code.hash();
    }

    private Outcome send(Claim claim, Prepared prepared, @Nullable HashedCode code) {
        MailSender.Code toSend =
                code == null ? prepared.code() : new MailSender.Code(code.code(), policy.codeLifetime());
        Delivery delivery = sender.send(
                new MailSender.Message(claim.kind(), prepared.address(), claim.language(), claim.enqueuedAt(), toSend));
        return work.call(() -> conclude(claim, code, delivery));
    }

    private Outcome conclude(Claim claim, @Nullable HashedCode code, Delivery delivery) {
        Instant now = clock.instant();
        boolean wasAccepted = delivery == Delivery.ACCEPTED;
        Optional<Instant> next = wasAccepted || delivery == Delivery.REFUSED
                ? Optional.empty()
                : MailRetries.next(claim.attempts(), claim.enqueuedAt(), policy.mailLifetime(), now);
        if (next.isPresent()) {
            outbox.postpone(claim, next.get());
            return Outcome.POSTPONED;
        }
        contents.apply(claim.kind()).conclude(claim.account(), hash(code), wasAccepted, now);
        outbox.complete(claim);
        return wasAccepted ? Outcome.SENT : Outcome.GIVEN_UP;
    }
}
