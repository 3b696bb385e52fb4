package dev.portcullis.persistence.audit;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.persistence.database.Database;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes and reads the table {@code audit_login}: the masked login and the pseudonym of each alias. A login keeps its alias
 * until its row is deleted.
 */
final class AuditLoginRows {
    /** Joins the logins of events {@code e}; a row that was changed matches none. */
    static final String JOIN = " left join audit_login known on known.alias = e.login_hash"
            + " and known.alias = audit_login_alias(known.pseudonym, known.salt, known.masked)";

    private static final String TODAY = "(now() at time zone 'UTC')::date";

    /**
     * Returns the alias of a login with this pseudonym and masked form. The same statement for a login without a row, so
     * that response times do not reveal which logins were used before. Concurrent users of a login get the same alias.
     */
    static final String USE = "insert into audit_login as known (pseudonym, alias, salt, masked, used_on)"
            + " select pseudonym, audit_login_alias(pseudonym, salt, masked), salt, masked, " + TODAY
            + " from (select cast(? as uuid) as pseudonym, uuid_send(gen_random_uuid()) as salt, cast(? as text) as masked)"
            + " fresh on conflict on constraint pk_audit_login do update set used_on = excluded.used_on returning alias";

    /**
     * Also former addresses of the account, but not one that it only asked for: that may be anyone's. An array, so that both
     * conditions use an index.
     */
    private static final String FORGET = "delete from audit_login where pseudonym = ? or alias = any(array"
            + "(select login_hash from audit_event where account_id = ? and login_hash is not null and action <> ?))";

    private static final String REMOVE_UNUSED =
            "delete from audit_login where used_on < (cast(? as timestamptz) at time zone 'UTC')::date";

    private AuditLoginRows() {}

    static void forget(Database database, UUID pseudonym, UUID account) {
        database.query(FORGET, pseudonym, account, AuditAction.REQUEST_EMAIL_CHANGE.code())
                .update();
    }

    /** Deletes the logins that no event from this time on has. */
    static void removeUnused(Database database, Instant since) {
        database.query(REMOVE_UNUSED, since).update();
    }
}
