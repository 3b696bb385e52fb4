package dev.portcullis.persistence.account;

import dev.portcullis.account.VerificationMailQueue;
import dev.portcullis.kernel.AccountId;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The outbox of verification mails in PostgreSQL. Callers never wait for each other: each takes a row nobody holds. */
@ApplicationScoped
public class PanacheVerificationMailQueue implements VerificationMailQueue {
    /**
     * The lock is taken before the row is changed, and a row that another caller holds or has just taken is passed over.
     * The common table expression makes sure that one row is picked once, whatever plan is chosen.
     */
    private static final String CLAIM = """
            with due as materialized (
                select account_id from verification_mail
                where due_at <= :now
                order by due_at, account_id
                limit 1
                for no key update skip locked)
            update verification_mail mail
            set attempts = mail.attempts + 1, due_at = :leaseEnd
            from due
            where mail.account_id = due.account_id
            returning mail.*""";

    /** An order is known by what it was placed for and when; a later one for the account differs in one of them. */
    private static final String SAME_ORDER =
            "account = :account and registration = :registration and orderedAt = :orderedAt";

    private final VerificationMailRows rows;

    PanacheVerificationMailQueue(VerificationMailRows rows) {
        this.rows = rows;
    }

    @Override
    public void order(AccountId account, int registration, Locale language, Instant now) {
        int ordered = rows.getEntityManager()
                .createQuery("""
                        insert into VerificationMailRow
                            (account, registration, language, attempts, orderedAt, dueAt)
                        values
                            (:account, :registration, :language, 0, :now, :now)
                        on conflict (account) do update set
                            registration = excluded.registration,
                            language = excluded.language,
                            attempts = excluded.attempts,
                            orderedAt = excluded.orderedAt,
                            dueAt = excluded.dueAt""")
                .setParameter("account", account.value())
                .setParameter("registration", registration)
                .setParameter("language", language.toLanguageTag())
                .setParameter("now", now)
                .executeUpdate();
        if (ordered != 1) {
            throw new IllegalStateException("not ordered: the mail for " + account);
        }
    }

    @Override
    public Optional<Order> claim(Instant now, Instant leaseEnd) {
        EntityManager entities = rows.getEntityManager();
        @SuppressWarnings("unchecked") // the class of the result is the one named beside the statement
        List<VerificationMailRow> claimed = entities.createNativeQuery(CLAIM, VerificationMailRow.class)
                .setParameter("now", now)
                .setParameter("leaseEnd", leaseEnd)
                .getResultList();
        claimed.forEach(entities::detach);
        return claimed.stream().findFirst().map(VerificationMailRow::toOrder);
    }

    @Override
    public void postpone(Order order, Instant until) {
        rows.update(
                "dueAt = :until where " + SAME_ORDER + " and attempts = :attempts",
                identifying(order).and("until", until).and("attempts", order.attempts()));
    }

    @Override
    public void remove(Order order) {
        rows.delete(SAME_ORDER, identifying(order));
    }

    private static Parameters identifying(Order order) {
        return Parameters.with("account", order.account().value())
                .and("registration", order.registration())
                .and("orderedAt", order.orderedAt());
    }
}
