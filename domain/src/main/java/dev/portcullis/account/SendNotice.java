package dev.portcullis.account;

import dev.portcullis.account.MailSender.NoticeMail;
import dev.portcullis.account.NoticeQueue.Order;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.verification.VerificationPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends one notice whose time has come. Several replicas may do so at once. A notice is sent at least once: when the
 * process dies between the mail server's yes and our note of it, it is sent again.
 */
public final class SendNotice {
    /** What was done. */
    public enum Outcome {
        /** No notice is due. */
        IDLE,
        SENT,
        /** To be tried again later. */
        POSTPONED,
        /** The address was rejected permanently, or the mail was tried for too long. */
        GIVEN_UP
    }

    private final AccountStore accounts;
    private final NoticeQueue queue;
    private final MailSender mailbox;
    private final VerificationPolicy policy;
    private final UnitOfWork work;
    private final Clock clock;

    /** @param policy for how long a mail is tried to be sent */
    public SendNotice(
            AccountStore accounts,
            NoticeQueue queue,
            MailSender mailbox,
            VerificationPolicy policy,
            UnitOfWork work,
            Clock clock) {
        this.accounts = accounts;
        this.queue = queue;
        this.mailbox = mailbox;
        this.policy = policy;
        this.work = work;
        this.clock = clock;
    }

    private record Claimed(Order order, Account account, Instant at) {}

    /** Sends the notice that is due longest. Safe for use by many threads, each of which sends another notice. */
    public Outcome execute() {
        Instant now = clock.instant();
        Optional<Claimed> claimed = work.call(() -> queue.claim(now, now.plus(MailRetries.LEASE))
                .flatMap(order -> accounts.find(order.account()).map(account -> new Claimed(order, account, now))));
        return claimed.map(this::send).orElse(Outcome.IDLE);
    }

    private Outcome send(Claimed claimed) {
        Order order = claimed.order();
        Instant now = clock.instant();
        if (MailRetries.isTooLateFor(claimed.at(), now)) {
            work.run(() -> queue.postpone(order, now));
            return Outcome.POSTPONED;
        }
        MailSender.Delivery delivery = mailbox.deliver(
                new NoticeMail(claimed.account().email(), order.notice(), order.orderedAt(), order.language()));
        return work.call(() -> conclude(order, delivery));
    }

    private Outcome conclude(Order order, MailSender.Delivery delivery) {
        if (delivery == MailSender.Delivery.ACCEPTED) {
            queue.settle(order);
            return Outcome.SENT;
        }
        Optional<Instant> next =
                MailRetries.next(order.attempts(), order.orderedAt(), policy.mailLifetime(), clock.instant());
        if (delivery == MailSender.Delivery.REFUSED || next.isEmpty()) {
            queue.settle(order);
            return Outcome.GIVEN_UP;
        }
        queue.postpone(order, next.get());
        return Outcome.POSTPONED;
    }
}
