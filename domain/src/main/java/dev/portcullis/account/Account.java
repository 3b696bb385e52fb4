package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Someone who may sign in.
 *
 * <p>An account begins unverified. Until its address is verified it has no standing: whoever signs up with that address
 * again takes it over, with a new name and password, and its {@code registration} counts on. What was handed out for an
 * earlier registration (verification tokens, codes, sessions) is then good for nothing, so that nobody's password can
 * end on an account that another has verified. A verified account is never taken over.
 *
 * @param groups what the holder may do beyond an own account, as given by an administrator; goes into access tokens
 * @param registration 1 for the first sign-up, one more for each that took the account over
 */
public record Account(
        AccountId id,
        EmailAddress email,
        DisplayName name,
        boolean emailVerified,
        Set<String> groups,
        int registration,
        Instant createdAt) {

    public Account {
        groups = Set.copyOf(groups);
    }

    static Account registered(AccountId id, EmailAddress email, DisplayName name, Instant at) {
        return new Account(id, email, name, false, Set.of(), 1, at);
    }

    Account takenOverBy(DisplayName newName) {
        return new Account(id, email, newName, false, groups, registration + 1, createdAt);
    }

    public boolean isIn(GroupName group) {
        return groups.contains(group.value());
    }

    Account addedTo(GroupName group) {
        return withGroups(Stream.concat(groups.stream(), Stream.of(group.value())));
    }

    Account removedFrom(GroupName group) {
        return withGroups(groups.stream().filter(name -> !name.equals(group.value())));
    }

    private Account withGroups(Stream<String> names) {
        return new Account(
                id, email, name, emailVerified, names.collect(Collectors.toUnmodifiableSet()), registration, createdAt);
    }

    Account verified() {
        return new Account(id, email, name, true, groups, registration, createdAt);
    }
}
