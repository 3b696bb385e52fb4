package dev.portcullis.app.model;

import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.composition.DecisionRunner;
import dev.portcullis.credential.CredentialStore;
import dev.portcullis.credential.FakePasswordHasher;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Ids;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.LocalSessions;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.SessionPolicy;
import dev.portcullis.session.SessionStore;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.LocalCredentials;
import dev.portcullis.signin.Login;
import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The local provider as deployed, over PostgreSQL, with the keys and lifetimes of its settings. Password hashing is
 * fast, because it is not under test and there are many sign-ins.
 */
final class DeployedSessions {
    /** A result, and the time of the database's clock when the service decided it. */
    record Observed<T>(Result<T> result, Instant at) {}

    /** The columns of a session's row that can be observed from outside. */
    record Row(long counter, Optional<String> endReason) {}

    /** The process dies after the change was made and before it is committed. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final ExecutorService TABS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tab");
        thread.setDaemon(true);
        return thread;
    });

    private final PasswordHasher hasher = new FakePasswordHasher(new InMemoryDatabase());
    private final AccountStore accounts = bean(AccountStore.class);
    private final CredentialStore passwords = bean(CredentialStore.class);
    private final RefreshTokens refreshTokens = bean(RefreshTokens.class);
    private final UnitOfWork work = bean(UnitOfWork.class);
    private final DataSource database = bean(DataSource.class);
    private final ObservedSessionStore store = new ObservedSessionStore(bean(SessionStore.class));
    private final LocalSessions sessions =
            new LocalSessions(store, bean(AccessTokens.class), refreshTokens, bean(SessionPolicy.class));
    private final Credentials credentials = new LocalCredentials(
            accounts, passwords, hasher, ExistingAccountDisclosure.TELL, sessions, bean(Ids.class));

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    Account newAccount() {
        Account account = AccountFixtures.anUnverifiedAccount();
        work.run(() -> {
            boolean inserted = accounts.insert(account);
            assert inserted;
            passwords.put(account.id(), hasher.hash(PASSWORD), account.createdAt());
        });
        return account;
    }

    Observed<SessionTokens> signIn(Account account, @Nullable RefreshToken replaced) {
        return observed(credentials.exchange(login(account), PASSWORD, replaced));
    }

    Observed<SessionTokens> refresh(RefreshToken token) {
        return observed(sessions.refresh(token));
    }

    Observed<Void> signOut(RefreshToken token) {
        return observed(sessions.end(token));
    }

    private <T> Observed<T> observed(Decision<T> decision) {
        return new Observed<>(DecisionRunner.run(work, decision), store.lastRead());
    }

    private static Login login(Account account) {
        return new Login(account.email().value());
    }

    /** Tabs that all refresh at one moment, in the order in which the database let them. */
    List<Observed<SessionTokens>> refreshAtOnce(RefreshToken token, int tabs) {
        CyclicBarrier start = new CyclicBarrier(tabs);
        List<CompletableFuture<Observed<SessionTokens>>> answers = IntStream.range(0, tabs)
                .mapToObj(tab -> CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return refresh(token);
                        },
                        TABS))
                .toList();
        return answers.stream()
                .map(answer -> answer.orTimeout(60, TimeUnit.SECONDS).join())
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .toList();
    }

    private static void await(CyclicBarrier start) {
        try {
            int unused = start.await(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The result that a refresh would have; it is not committed. */
    Result<SessionTokens> foresee(RefreshToken token) {
        return crash(sessions.refresh(token));
    }

    void crashInRefresh(RefreshToken token) {
        Result<SessionTokens> unused = crash(sessions.refresh(token));
    }

    void crashInSignOut(RefreshToken token) {
        Result<Void> unused = crash(sessions.end(token));
    }

    void crashInSignIn(Account account, RefreshToken replaced) {
        Result<SessionTokens> unused = crash(credentials.exchange(login(account), PASSWORD, replaced));
    }

    /** Crashes when all else in the unit of work is done, and returns the result that was not committed. */
    private <T> Result<T> crash(Decision<T> decision) {
        List<Result<T>> seen = new ArrayList<>();
        assertThatThrownBy(() -> {
                    Result<T> unused = DecisionRunner.run(work, decision, result -> {
                        seen.add(result);
                        throw new Crash();
                    });
                })
                .isInstanceOf(Crash.class);
        return seen.get(0);
    }

    void revokeAllOf(AccountId account) {
        work.run(() -> sessions.endAllOf(account));
    }

    /** A genuine token of any number, also one that was never given out. */
    RefreshToken genuine(SessionId session, int number) {
        return refreshTokens.issue(session, number);
    }

    /** The database's clock cannot be turned, so all that it has written of this account's sessions is made older. */
    void letTimePass(AccountId account, Duration duration) {
        String older = Stream.of("created_at", "advanced_at", "expires_at", "ended_at")
                .map(column -> column + " = " + column + " - make_interval(secs => " + duration.toSeconds() + ")")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        ask("update session set " + older + " where account_id = ? returning id", account.value(), rows -> true);
    }

    /** All that is kept of an account's sessions, as text. */
    String everythingOf(AccountId account) {
        return ask(
                "select jsonb_agg(to_jsonb(session) order by id)::text from session where account_id = ?",
                account.value(),
                rows -> rows.getString(1));
    }

    Map<SessionId, Row> rows(AccountId account) {
        return ask("select id, counter, end_reason from session where account_id = ?", account.value(), rows -> {
            Map<SessionId, Row> found = new HashMap<>();
            do {
                found.put(
                        new SessionId(rows.getObject(1, UUID.class)),
                        new Row(rows.getLong(2), Optional.ofNullable(rows.getString(3))));
            } while (rows.next());
            return found;
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    @CanIgnoreReturnValue
    private <T> T ask(String sql, Object parameter, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("nothing there");
                }
                return reading.of(rows);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
