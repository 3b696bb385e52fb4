package dev.portcullis.persistence.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.AccountStore;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.UnitOfWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Inserts accounts for rows that refer to one. */
@ApplicationScoped
public class ExistingAccounts {
    @Inject
    AccountStore accounts;

    @Inject
    UnitOfWork work;

    public AccountId next() {
        return nextAccount().id();
    }

    public Account nextAccount() {
        Account account = AccountFixtures.anUnverifiedAccount();
        assertThat(work.call(() -> accounts.insert(account))).isTrue();
        return account;
    }
}
