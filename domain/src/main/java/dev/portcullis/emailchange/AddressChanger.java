package dev.portcullis.emailchange;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Ids;
import dev.portcullis.mail.MailedCodeStore;
import dev.portcullis.ratelimit.RateLimiter;
import java.util.Optional;

/** Gives accounts other addresses. Called inside a unit of work. */
public final class AddressChanger {
    private final AccountStore accounts;
    private final MailedCodeStore codes;
    private final RateLimiter limiter;
    private final Ids ids;

    public AddressChanger(AccountStore accounts, MailedCodeStore codes, RateLimiter limiter, Ids ids) {
        this.accounts = accounts;
        this.codes = codes;
        this.limiter = limiter;
        this.ids = ids;
    }

    /**
     * Gives a locked account an address whose mailbox was proven, together with the failed sign-ins that were counted for
     * its old one. Codes that were mailed to the old address are deleted. An unverified account with that address is removed,
     * as by a sign-up: nobody has proven its mailbox.
     *
     * @return the account with its address; empty if another account has it
     */
    Optional<Account> change(Account account, EmailAddress to) {
        if (account.email().equals(to)) {
            return Optional.of(account);
        }
        removeUnverified(to);
        if (!isFree(account, to)) {
            return Optional.empty();
        }
        Account changed = account.movedTo(to);
        accounts.update(changed);
        codes.removeAllOf(account.id());
        limiter.rename(account.email().value(), to.value());
        return Optional.of(changed);
    }

    private void removeUnverified(EmailAddress address) {
        accounts.findByEmail(address)
                .flatMap(found -> accounts.lock(found.id()))
                .filter(found -> found.email().equals(address) && !found.emailVerified() && !found.disabled())
                .ifPresent(found -> accounts.remove(found.id()));
    }

    /**
     * Holds the unique key until the unit of work ends. An update would fail if a concurrent transaction took the address;
     * an insert waits for it and then says so.
     */
    private boolean isFree(Account account, EmailAddress address) {
        AccountId holder = new AccountId(ids.next());
        boolean inserted = accounts.insert(new Account(
                holder,
                address,
                account.name(),
                false,
                account.groups(),
                account.registration(),
                account.createdAt(),
                false));
        if (inserted) {
            accounts.lock(holder);
            accounts.remove(holder);
        }
        return inserted;
    }
}
