package dev.portcullis.composition;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.LocalAccounts;
import dev.portcullis.administration.GroupAuditAccess;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.LocalCredentials;
import dev.portcullis.verification.CodeComparison;

/** The local provider: accounts, credentials and sessions in our own stores. */
public final class LocalProvider implements AccountProvider {
    private final Ports ports;

    public LocalProvider(Ports ports) {
        this.ports = ports;
    }

    @Override
    public Accounts accounts() {
        return new LocalAccounts(
                ports.accountStore(),
                ports.credentialStore(),
                ports.passwordHasher(),
                ports.passwordPolicy(),
                ports.verificationStore(),
                ports.verificationTokens(),
                codeComparison(),
                ports.mailOutbox(),
                ports.existingAccountDisclosure(),
                sessions(),
                ports.unitOfWork(),
                ports.clock(),
                ports.ids());
    }

    CodeComparison codeComparison() {
        return new CodeComparison(
                ports.verificationPolicy(), ports.passwordHasher(), ports.unitOfWork(), ports.clock());
    }

    @Override
    public Credentials credentials() {
        return new LocalCredentials(
                ports.accountStore(),
                ports.credentialStore(),
                ports.passwordHasher(),
                ports.existingAccountDisclosure(),
                sessions(),
                ports.ids());
    }

    @Override
    public LocalSessions sessions() {
        return new LocalSessions(
                ports.sessionStore(), ports.accessTokens(), ports.refreshTokens(), ports.sessionPolicy());
    }

    @Override
    public AuditAccess auditAccess() {
        return new GroupAuditAccess(sessions());
    }
}
