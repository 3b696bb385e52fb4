package dev.portcullis.account;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Result;

/** Describes the caller's own account. Changes nothing, so it leaves no audit event. */
public final class DescribeAccount {
    public record Command(BearerToken token) {}

    private final Accounts accounts;

    public DescribeAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    public Result<Account> execute(Command command) {
        return accounts.describe(command.token());
    }
}
