package dev.portcullis.signin;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailOutbox;
import java.time.Clock;
import java.util.Locale;

/** Notifies the owner of an account about a suspicious sign-in (ASVS 5.0, 6.3.5). */
@FunctionalInterface
public interface SuspiciousSignIns {
    /** Called in the unit of work of the sign-in. */
    void tell(AccountId account, Locale language);

    /** Notifies by mail, but only verified addresses. */
    static SuspiciousSignIns byMail(AccountStore accounts, MailOutbox outbox, Clock clock) {
        return (account, language) -> {
            if (accounts.find(account).filter(Account::emailVerified).isPresent()) {
                outbox.enqueue(account, MailKind.SUSPICIOUS_SIGN_IN, language, clock.instant());
            }
        };
    }
}
