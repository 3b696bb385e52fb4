package dev.portcullis.account;

import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.List;
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
 * @param disabled by an administrator: nobody signs in, and no sign-up takes it over
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

    /** An account that nobody has disabled. */
    public Account(
            AccountId id,
            EmailAddress email,
            DisplayName name,
            boolean emailVerified,
            Set<String> groups,
            int registration,
            Instant createdAt) {
        this(id, email, name, emailVerified, groups, registration, createdAt, false);
    }

    static Account registered(AccountId id, EmailAddress email, DisplayName name, Instant at) {
        return new Account(id, email, name, false, Set.of(), 1, at);
    }

    Account takenOverBy(DisplayName newName) {
        return new Account(id, email, newName, false, groups, registration + 1, createdAt, disabled);
    }

    /** What is known of the holder, of which no password should be made. */
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

    /** May see and end what is others'. An account has no standing until its address is verified. */
    public boolean isAdministrator() {
        return emailVerified && isIn(GroupName.ADMIN);
    }

    /** For the session feature, where whoever is disabled is signed out. */
    public Account asDisabled(boolean isDisabled) {
        return new Account(id, email, name, emailVerified, groups, registration, createdAt, isDisabled);
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

    Account verified() {
        return new Account(id, email, name, true, groups, registration, createdAt, disabled);
    }
}
