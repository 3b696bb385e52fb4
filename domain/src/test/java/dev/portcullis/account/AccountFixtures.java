package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts for tests; each has an id and an address of its own. */
public final class AccountFixtures {
    /** To the microsecond, as stores keep it. */
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private AccountFixtures() {}

    public static AccountId anAccountId() {
        return new AccountId(UUID.randomUUID());
    }

    public static EmailAddress anEmailAddress() {
        return new EmailAddress("user" + COUNT.incrementAndGet() + "." + UUID.randomUUID() + "@example.com");
    }

    /** A store whose every call fails with {@link IllegalStateException}. */
    public static AccountStore aBrokenStore() {
        return (AccountStore) Proxy.newProxyInstance(
                AccountStore.class.getClassLoader(),
                new Class<?>[] {AccountStore.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("a broken store");
                });
    }

    public static Account anUnverifiedAccount() {
        return new Account(anAccountId(), anEmailAddress(), new DisplayName("Ada"), false, Set.of(), 1, NOON, false);
    }
}
