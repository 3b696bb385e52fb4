package dev.portcullis.account;

import dev.portcullis.account.MailSender.VerificationMail;
import dev.portcullis.account.VerificationMailQueue.Order;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationPolicy;
import dev.portcullis.verification.VerificationStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Sends one mail whose time has come. Several replicas may do so at once. A mail is sent at least once: when the process
 * dies between the mail server's yes and our note of it, another is sent with a code of its own, and the later one counts.
 */
public final class SendVerificationMail {
    /** What was done. */
    public enum Outcome {
        /** No mail is due. */
        IDLE,
        SENT,
        /** To be tried again later. */
        POSTPONED,
        /** The address was rejected permanently, or the mail was tried for too long. The holder can sign up again. */
        GIVEN_UP,
        /** Nobody waits for it any more. */
        OBSOLETE
    }

    private final AccountStore accounts;
    private final VerificationStore verifications;
    private final VerificationMailQueue queue;
    private final PasswordHasher hasher;
    private final MailSender mailbox;
    private final VerificationPolicy policy;
    private final UnitOfWork work;
    private final Clock clock;
    private final RandomGenerator random;

    /** Held while a code is hashed: however many mails are due, all but one of the hasher's places are for sign-ins. */
    private final Lock hashing = new ReentrantLock();

    public SendVerificationMail(
            AccountStore accounts,
            VerificationStore verifications,
            VerificationMailQueue queue,
            PasswordHasher hasher,
            MailSender mailbox,
            VerificationPolicy policy,
            UnitOfWork work,
            Clock clock,
            RandomGenerator random) {
        this.accounts = accounts;
        this.verifications = verifications;
        this.queue = queue;
        this.hasher = hasher;
        this.mailbox = mailbox;
        this.policy = policy;
        this.work = work;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Sends the mail that is due longest. Safe for use by many threads, each of which sends another mail.
     *
     * @throws Overloaded when its code cannot be hashed now; the mail then waits no longer than that asks for
     */
    public Outcome execute() {
        Instant now = clock.instant();
        Optional<Order> claimed = work.call(() -> queue.claim(now, now.plus(MailRetries.LEASE)));
        return claimed.map(order -> send(order, now)).orElse(Outcome.IDLE);
    }

    private Outcome send(Order order, Instant claimedAt) {
        VerificationCode code = VerificationCode.random(random);
        PasswordHash hash = hash(order, code);
        Instant now = clock.instant();
        if (MailRetries.isTooLateFor(claimedAt, now)) {
            work.run(() -> queue.postpone(order, now));
            return Outcome.POSTPONED;
        }
        Optional<Account> waiting = work.call(() -> prepare(order, hash));
        return waiting.map(account -> deliver(order, account, code, hash)).orElse(Outcome.OBSOLETE);
    }

    private PasswordHash hash(Order order, VerificationCode code) {
        hashing.lock();
        try {
            return hasher.hash(code);
        } catch (Overloaded overloaded) {
            work.run(() -> queue.postpone(order, clock.instant().plus(overloaded.retryAfter())));
            throw overloaded;
        } finally {
            hashing.unlock();
        }
    }

    private Optional<Account> prepare(Order order, PasswordHash code) {
        Optional<Account> account = accounts.lock(order.account())
                .filter(candidate -> !candidate.emailVerified() && candidate.registration() == order.registration());
        Optional<EmailVerification> owed = account.flatMap(waiting -> verifications.lock(waiting.id()));
        if (owed.isEmpty()) {
            queue.remove(order);
            return Optional.empty();
        }
        verifications.put(owed.get().preparing(code, clock.instant()));
        return account;
    }

    private Outcome deliver(Order order, Account account, VerificationCode code, PasswordHash hash) {
        MailSender.Delivery delivery =
                mailbox.deliver(new VerificationMail(account.email(), code, policy.codeLifetime(), order.language()));
        return work.call(() -> conclude(order, hash, delivery));
    }

    private Outcome conclude(Order order, PasswordHash code, MailSender.Delivery delivery) {
        Instant now = clock.instant();
        if (delivery == MailSender.Delivery.ACCEPTED) {
            Optional<Account> current =
                    accounts.lock(order.account()).filter(account -> account.registration() == order.registration());
            current.flatMap(account -> verifications.lock(account.id()))
                    .map(owed -> owed.handedOver(code, now))
                    .ifPresent(verifications::put);
            queue.remove(order);
            return Outcome.SENT;
        }
        Optional<Instant> next = MailRetries.next(order.attempts(), order.orderedAt(), policy.mailLifetime(), now);
        if (delivery == MailSender.Delivery.REFUSED || next.isEmpty()) {
            queue.remove(order);
            return Outcome.GIVEN_UP;
        }
        queue.postpone(order, next.get());
        return Outcome.POSTPONED;
    }
}
