package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An account. Immutable.
 *
 * <p>An account begins unverified. Until its address is verified, a new sign-up with the same address takes it over, with a
 * new name and password and the next {@code registration}. Tokens, codes and sessions of an earlier registration are then
 * invalid, so nobody's password can end up on an account that another person verified. A verified account is never taken
 * over.
 *
 * @param groups the permissions beyond an own account, granted by an administrator; included in access tokens
 * @param registration 1 for the first sign-up, incremented by each take-over
 * @param disabled whether an administrator disabled the account: it cannot sign in and cannot be taken over
 */
public record Account(
        AccountId id,
        EmailAddress email,
        DisplayName name,
        boolean emailVerified,
        Set<String> groups,
        int registration,
        Instant createdAt,
        boolean disabled) {

    public Account {
        groups = Set.copyOf(groups);
    }

    static Account registered(AccountId id, EmailAddress email, DisplayName name, Instant at) {
        return new Account(id, email, name, false, Set.of(), 1, at, false);
    }

    Account takenOverBy(DisplayName newName) {
        return new Account(id, email, newName, false, groups, registration + 1, createdAt, disabled);
    }

    /** Texts about the owner that a password should not contain. */
    public List<String> holderTexts() {
        return holderTexts(email, name);
    }

    static List<String> holderTexts(EmailAddress email, DisplayName name) {
        return Stream.concat(email.holderTexts().stream(), Stream.of(name.value()))
                .toList();
    }

    public boolean isIn(GroupName group) {
        return groups.contains(group.value());
    }

    /** Whether it may manage other accounts. Groups have no effect until the address is verified. */
    public boolean isAdministrator() {
        return emailVerified && isIn(GroupName.ADMIN);
    }

    /** The same account, disabled or enabled; its sessions are ended by the caller. */
    public Account asDisabled(boolean isDisabled) {
        return new Account(id, email, name, emailVerified, groups, registration, createdAt, isDisabled);
    }

    public Account renamed(DisplayName newName) {
        return new Account(id, email, newName, emailVerified, groups, registration, createdAt, disabled);
    }

    public Account addedTo(GroupName group) {
        return withGroups(Stream.concat(groups.stream(), Stream.of(group.value())));
    }

    public Account removedFrom(GroupName group) {
        return withGroups(groups.stream().filter(name -> !name.equals(group.value())));
    }

    private Account withGroups(Stream<String> names) {
        Set<String> changed = names.collect(Collectors.toUnmodifiableSet());
        return new Account(id, email, name, emailVerified, changed, registration, createdAt, disabled);
    }

    /** The same account with another address, which is verified. */
    public Account movedTo(EmailAddress proven) {
        return new Account(id, proven, name, true, groups, registration, createdAt, disabled);
    }

    /** The same account with a verified address. */
    public Account verified() {
        return new Account(id, email, name, true, groups, registration, createdAt, disabled);
    }
}
