package dev.portcullis.app.command;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.audit.AuditFilter;
import dev.portcullis.audit.seal.SealReference;
import dev.portcullis.http.audit.ExportFormat;
import dev.portcullis.signingkey.RotateSigningKeys.Urgency;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the arguments ask for. */
sealed interface Request {
    /**
     * Checks the audit log against its seals.
     *
     * @param noted a seal that is known from elsewhere
     */
    record VerifyAudit(@Nullable SealReference noted) implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.verify().apply(this);
        }
    }

    /**
     * A copy of the log.
     *
     * @param output a file to be made, or made anew; null for the standard output
     * @param commandLine as it was given, for the audit log
     */
    record ExportAudit(
            ExportFormat format,
            AuditFilter filter,
            @Nullable Path output,
            String commandLine) implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.export().apply(this);
        }
    }

    /**
     * The newest events.
     *
     * @param count how many of those that are there
     * @param follows whether those that come are shown as well
     * @param commandLine as it was given, for the audit log
     */
    record TailAudit(int count, boolean follows, AuditFilter filter, String commandLine) implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tail().apply(this);
        }
    }

    /** The groups of an account; to be changed first, where any are named. */
    record Groups(EmailAddress email, List<GroupName> added, List<GroupName> removed) implements Request {
        public Groups {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.groups().apply(this);
        }
    }

    /** An account that is to be disabled, enabled or signed out. */
    record Manage(EmailAddress email, Change change) implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.manage().apply(this);
        }
    }

    /** The signing keys there are. */
    record ListKeys() implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.listKeys().apply(this);
        }
    }

    /** The next signing key. */
    record RotateKeys(Urgency urgency) implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.rotateKeys().apply(this);
        }
    }

    /** A signing key that is not to be trusted any more. */
    record RevokeKey(String id) implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.revokeKey().apply(this);
        }
    }

    /** A signing key that was made elsewhere. */
    record ImportKey(Path file) implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.importKey().apply(this);
        }
    }

    /** The tables as this version of the service needs them. */
    record MigrateDatabase() implements Request {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.migrate().apply(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One answer for each case; a new case breaks whoever does not answer it. */
    record Cases<R>(
            Function<? super VerifyAudit, ? extends R> verify,
            Function<? super ExportAudit, ? extends R> export,
            Function<? super TailAudit, ? extends R> tail,
            Function<? super Groups, ? extends R> groups,
            Function<? super Manage, ? extends R> manage,
            Function<? super ListKeys, ? extends R> listKeys,
            Function<? super RotateKeys, ? extends R> rotateKeys,
            Function<? super RevokeKey, ? extends R> revokeKey,
            Function<? super ImportKey, ? extends R> importKey,
            Function<? super MigrateDatabase, ? extends R> migrate) {}
}
