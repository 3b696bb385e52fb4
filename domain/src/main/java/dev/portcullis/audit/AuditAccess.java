package dev.portcullis.audit;

import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.SessionId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Knows who may read the audit log. Safe for use by many threads. Not called inside a unit of work. */
@FunctionalInterface
public interface AuditAccess {
    /**
     * Whether whoever shows this token may read.
     *
     * @param belongings of whoever asks, for one who keeps accounts elsewhere
     */
    Answer ask(BearerToken token, Belongings belongings);

    sealed interface Answer {
        /**
         * Who shows the token may read.
         *
         * @param account null where whoever keeps it elsewhere names it otherwise
         * @param login by which it is known where the account is null
         */
        record Admitted(
                @Nullable AccountId account,
                @Nullable SessionId session,
                @Nullable AttemptedLogin login) implements Answer {
            public Admitted(AccountId account, @Nullable SessionId session) {
                this(account, session, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.admitted().apply(this);
            }
        }

        /**
         * The token is good, and its holder is no auditor.
         *
         * @param account null where whoever keeps it elsewhere names it otherwise
         * @param login by which it is known where the account is null
         */
        record NotAllowed(
                @Nullable AccountId account, @Nullable AttemptedLogin login) implements Answer {
            public NotAllowed(AccountId account) {
                this(account, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAllowed().apply(this);
            }
        }

        record NotAuthenticated() implements Answer {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAuthenticated().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Admitted, ? extends R> admitted,
                Function<? super NotAllowed, ? extends R> notAllowed,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated) {}
    }
}
