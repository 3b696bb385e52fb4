package dev.portcullis.account;

import dev.portcullis.kernel.BearerToken;
import java.util.function.Function;

/** Someone asks which account they act for. Changes nothing, so it leaves no event. */
public final class DescribeAccount {
    public sealed interface Outcome {
        record Described(Account account) implements Outcome {
            @Override
            public <R> R fold(
                    Function<? super Described, ? extends R> described,
                    Function<? super NotAuthenticated, ? extends R> notAuthenticated) {
                return described.apply(this);
            }
        }

        record NotAuthenticated() implements Outcome {
            @Override
            public <R> R fold(
                    Function<? super Described, ? extends R> described,
                    Function<? super NotAuthenticated, ? extends R> notAuthenticated) {
                return notAuthenticated.apply(this);
            }
        }

        <R> R fold(
                Function<? super Described, ? extends R> described,
                Function<? super NotAuthenticated, ? extends R> notAuthenticated);
    }

    private final Accounts accounts;

    public DescribeAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    public Outcome execute(BearerToken token) {
        return accounts.describe(token);
    }
}
