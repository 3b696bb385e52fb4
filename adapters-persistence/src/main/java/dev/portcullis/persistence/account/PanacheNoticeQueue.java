package dev.portcullis.persistence.account;

import dev.portcullis.account.Notice;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.kernel.AccountId;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The outbox of notices in PostgreSQL. Callers never wait for each other: each takes a row nobody holds. */
@ApplicationScoped
public class PanacheNoticeQueue implements NoticeQueue {
    private static final String ORDER = """
            insert into notice_mail as mail (account_id, notice, language, attempts, ordered_at, due_at)
            values (:account, :notice, :language, 0, :now, :now)
            on conflict on constraint pk_notice_mail do update
            set language = excluded.language, attempts = 0, ordered_at = excluded.ordered_at, due_at = excluded.due_at
            where mail.ordered_at <= :quietSince""";

    /** As for verification mails: a row that another caller holds or has just taken is passed over. */
    private static final String CLAIM = """
            with due as materialized (
                select account_id, notice from notice_mail
                where due_at <= :now
                order by due_at, account_id
                limit 1
                for no key update skip locked)
            update notice_mail mail
            set attempts = mail.attempts + 1, due_at = :leaseEnd
            from due
            where mail.account_id = due.account_id and mail.notice = due.notice
            returning mail.*""";

    /** An order is known by what it was placed for and when; a later one of its kind differs in that. */
    private static final String SAME_ORDER = "account = :account and notice = :notice and orderedAt = :orderedAt";

    private final NoticeMailRows rows;

    PanacheNoticeQueue(NoticeMailRows rows) {
        this.rows = rows;
    }

    @Override
    public void order(AccountId account, Notice notice, Locale language, Instant now) {
        rows.getEntityManager()
                .createNativeQuery(ORDER)
                .setParameter("account", account.value())
                .setParameter("notice", notice.name())
                .setParameter("language", language.toLanguageTag())
                .setParameter("now", now)
                .setParameter("quietSince", now.minus(notice.quiet()))
                .executeUpdate();
    }

    @Override
    public Optional<Order> claim(Instant now, Instant leaseEnd) {
        EntityManager entities = rows.getEntityManager();
        @SuppressWarnings("unchecked") // the class of the result is the one named beside the statement
        List<NoticeMailRow> claimed = entities.createNativeQuery(CLAIM, NoticeMailRow.class)
                .setParameter("now", now)
                .setParameter("leaseEnd", leaseEnd)
                .getResultList();
        claimed.forEach(entities::detach);
        return claimed.stream().findFirst().map(NoticeMailRow::toOrder);
    }

    @Override
    public void postpone(Order order, Instant until) {
        rows.update(
                "dueAt = :until where " + SAME_ORDER + " and attempts = :attempts",
                identifying(order).and("until", until).and("attempts", order.attempts()));
    }

    @Override
    public void settle(Order order) {
        rows.update("dueAt = null where " + SAME_ORDER, identifying(order));
    }

    private static Parameters identifying(Order order) {
        return Parameters.with("account", order.account().value())
                .and("notice", order.notice())
                .and("orderedAt", order.orderedAt());
    }
}
