package dev.portcullis.administration;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountSessions;
import dev.portcullis.account.GroupName;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.util.Set;

/**
 * Lets members of {@code auditor} and {@code admin} read. Asks the store and not the token, which stays valid for minutes
 * after a group was removed.
 */
public final class GroupAuditAccess implements AuditAccess {
    private static final Set<GroupName> READERS = Set.of(GroupName.AUDITOR, GroupName.ADMIN);

    private final AccountSessions sessions;

    public GroupAuditAccess(AccountSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Result<Void> check(BearerToken token) {
        return sessions.authenticate(token)
                .flatMap(principal -> sessions.activeAccount(principal)
                        .map(account -> mayRead(account)
                                ? Result.<Void>done().about(principal)
                                : Result.<Void>refused(Reason.NOT_ALLOWED).about(account.id())))
                .orElseGet(() -> Result.refused(Reason.NOT_AUTHENTICATED));
    }

    /** Groups have no effect until the account's address is verified. */
    private static boolean mayRead(Account account) {
        return account.emailVerified() && READERS.stream().anyMatch(account::isIn);
    }
}
