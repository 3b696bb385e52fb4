package dev.portcullis.app.wiring;

import dev.portcullis.account.AccountStore;
import dev.portcullis.administration.ListGroups;
import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.audit.reading.ExportAuditLog;
import dev.portcullis.audit.reading.TailAuditLog;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.signingkey.ListSigningKeys;
import dev.portcullis.signingkey.SigningKeyStore;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Use cases that only commands need. */
@Dependent
final class CommandWiring {
    /**
     * The export for operators. They need no token: with the encryption key and the database, they could read everything
     * anyway. The qualifier keeps this use case away from HTTP.
     */
    @Produces
    @Singleton
    @Identifier("operator") ExportAuditLog exportAuditLog(Auditor auditor, AuditReader log, UnitOfWork work) {
        return new ExportAuditLog(token -> Result.done(), log, work, auditor);
    }

    @Produces
    @Singleton
    TailAuditLog tailAuditLog(Auditor auditor, AuditReader log, UnitOfWork work) {
        return new TailAuditLog(auditor, log, work);
    }

    @Produces
    @Singleton
    ListSigningKeys listSigningKeys(SigningKeyStore store, UnitOfWork work) {
        return new ListSigningKeys(store, work);
    }

    @Produces
    @Singleton
    ListGroups listGroups(AccountStore accounts, UnitOfWork work) {
        return new ListGroups(accounts, work);
    }
}
