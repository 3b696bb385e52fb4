package dev.portcullis.session;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.Notice;
import dev.portcullis.account.NoticeQueue;
import dev.portcullis.kernel.AccountId;
import java.time.Clock;
import java.util.Locale;

/** Lets the holder of an account know of a sign-in that may not have been theirs (ASVS 5.0, 6.3.5). */
@FunctionalInterface
public interface SuspiciousSignIns {
    /** Called in the unit of work of the sign-in. */
    void tell(AccountId account, Locale language);

    /** An address that nobody has shown to be theirs gets none. */
    static SuspiciousSignIns byMail(AccountStore accounts, NoticeQueue notices, Clock clock) {
        return (account, language) -> {
            if (accounts.find(account).filter(Account::emailVerified).isPresent()) {
                notices.order(account, Notice.SUSPICIOUS_SIGN_IN, language, clock.instant());
            }
        };
    }
}
