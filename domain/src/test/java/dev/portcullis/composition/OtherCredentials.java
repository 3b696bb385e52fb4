package dev.portcullis.composition;

import dev.portcullis.account.Accounts;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;

/** A provider with the credentials of another one. */
public record OtherCredentials(AccountProvider provider, Credentials credentials) implements AccountProvider {
    @Override
    public Accounts accounts() {
        return provider.accounts();
    }

    @Override
    public Sessions sessions() {
        return provider.sessions();
    }

    @Override
    public AuditAccess auditAccess() {
        return provider.auditAccess();
    }
}
