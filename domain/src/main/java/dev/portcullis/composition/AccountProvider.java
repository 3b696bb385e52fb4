package dev.portcullis.composition;

import dev.portcullis.account.Accounts;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;

/** The service that stores accounts, credentials and sessions. Safe for use by many threads. */
public interface AccountProvider {
    Accounts accounts();

    Credentials credentials();

    Sessions sessions();

    /** Decides which of its accounts may read the audit log. */
    AuditAccess auditAccess();
}
