package dev.portcullis.app.gateway;

import dev.portcullis.account.Accounts;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.composition.AccountProvider;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;

/** The upstream as the provider. */
public record Gateway(Accounts accounts, Credentials credentials, Sessions sessions, AuditAccess auditAccess)
        implements AccountProvider {}
