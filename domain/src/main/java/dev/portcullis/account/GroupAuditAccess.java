package dev.portcullis.account;

import dev.portcullis.account.AccountSessions.Bearer;
import dev.portcullis.audit.AuditAccess;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.UnitOfWork;
import java.util.Set;

/**
 * Lets members of {@code auditor} and {@code admin} read. The store is asked and not the token, which lives on for
 * minutes after a group was taken away.
 */
public final class GroupAuditAccess implements AuditAccess {
    private static final Set<GroupName> READERS = Set.of(GroupName.AUDITOR, GroupName.ADMIN);

    private final AccountSessions sessions;
    private final UnitOfWork work;

    public GroupAuditAccess(AccountSessions sessions, UnitOfWork work) {
        this.sessions = sessions;
        this.work = work;
    }

    @Override
    public Answer ask(BearerToken token, Belongings belongings) {
        return sessions.identify(token)
                .map(bearer -> work.call(() -> answer(bearer)))
                .orElseGet(Answer.NotAuthenticated::new);
    }

    private Answer answer(Bearer bearer) {
        return sessions.holder(bearer)
                .<Answer>map(account -> mayRead(account)
                        ? new Answer.Admitted(account.id(), bearer.session())
                        : new Answer.NotAllowed(account.id()))
                .orElseGet(Answer.NotAuthenticated::new);
    }

    /** An account has no standing until its address is verified, whatever groups it is in. */
    private static boolean mayRead(Account account) {
        return account.emailVerified() && READERS.stream().anyMatch(account::isIn);
    }
}
