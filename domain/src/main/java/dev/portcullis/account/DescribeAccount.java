package dev.portcullis.account;

import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Passage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Someone asks which account they act for. Changes nothing, so it leaves no event. */
public final class DescribeAccount {
    public record Command(BearerToken token, Belongings belongings) {}

    public sealed interface Outcome {
        /**
         * This is the account.
         *
         * @param account null where whoever keeps it elsewhere tells in a form that we do not know
         * @param passage null for accounts of our own, which are told
         */
        record Described(
                @Nullable Account account, @Nullable Passage passage) implements Outcome {
            public Described(Account account) {
                this(account, null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.described().apply(this);
            }
        }

        record NotAuthenticated(@Nullable Passage passage) implements Outcome {
            public NotAuthenticated() {
                this(null);
            }

            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.notAuthenticated().apply(this);
            }
        }

        /** Whoever decides elsewhere refused, for a reason that is not the one above. */
        record Rejected(Passage passage) implements Outcome {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.rejected().apply(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One answer for each case; a new case breaks whoever does not answer it. */
        record Cases<R>(
                Function<? super Described, ? extends R> described,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated,
                Function<? super Rejected, ? extends R> rejected) {}
    }

    private final Accounts accounts;

    public DescribeAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    public Outcome execute(Command command) {
        return accounts.describe(command.token(), command.belongings());
    }
}
