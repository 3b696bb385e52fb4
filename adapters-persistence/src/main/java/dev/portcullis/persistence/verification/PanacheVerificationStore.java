package dev.portcullis.persistence.verification;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Pending verifications in PostgreSQL. */
@ApplicationScoped
public class PanacheVerificationStore implements VerificationStore {
    private final EmailVerificationRows rows;

    PanacheVerificationStore(EmailVerificationRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<EmailVerification> lock(AccountId account) {
        EmailVerificationRow row = rows.findById(account.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            return Optional.empty();
        }
        rows.getEntityManager().detach(row);
        return Optional.of(row.toEmailVerification());
    }

    @Override
    public void put(EmailVerification verification) {
        int put = rows.getEntityManager()
                .createQuery("""
                        insert into EmailVerificationRow
                            (account, currentCodeHash, currentIssuedAt, pendingCodeHash, pendingIssuedAt, tries, signUpTries,
                             lastTryAt)
                        values
                            (:account, :currentCodeHash, :currentIssuedAt, :pendingCodeHash, :pendingIssuedAt, :tries,
                             :signUpTries, :lastTryAt)
                        on conflict (account) do update set
                            currentCodeHash = excluded.currentCodeHash,
                            currentIssuedAt = excluded.currentIssuedAt,
                            pendingCodeHash = excluded.pendingCodeHash,
                            pendingIssuedAt = excluded.pendingIssuedAt,
                            tries = excluded.tries,
                            signUpTries = excluded.signUpTries,
                            lastTryAt = excluded.lastTryAt""")
                .setParameter("account", verification.account().value())
                .setParameter(
                        "currentCodeHash", CodeColumns.hash(verification.codes().current()))
                .setParameter(
                        "currentIssuedAt",
                        CodeColumns.issuedAt(verification.codes().current()))
                .setParameter(
                        "pendingCodeHash", CodeColumns.hash(verification.codes().pending()))
                .setParameter(
                        "pendingIssuedAt",
                        CodeColumns.issuedAt(verification.codes().pending()))
                .setParameter("tries", verification.tries())
                .setParameter("signUpTries", verification.signUpTries())
                .setParameter("lastTryAt", verification.lastTryAt())
                .executeUpdate();
        if (put != 1) {
            throw new IllegalStateException("not stored: the verification of " + verification.account());
        }
    }

    @Override
    public void remove(AccountId account) {
        rows.delete("account", account.value());
    }
}
