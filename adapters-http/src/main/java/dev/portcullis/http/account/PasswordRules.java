package dev.portcullis.http.account;

import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;

/**
 * The rules for a new password that can be checked before anything else is: with them a refused password is reported
 * together with the other fields that are wrong. No other service is asked, neither about leaks nor as a gateway, where the
 * upstream has rules of its own.
 */
@Singleton
final class PasswordRules {
    private final OwnAccounts accounts;
    private final Provider<PasswordPolicy> policy;

    PasswordRules(OwnAccounts accounts, Provider<PasswordPolicy> policy) {
        this.accounts = accounts;
        this.policy = policy;
    }

    /**
     * The code of the field error, if the password is refused.
     *
     * @param holderTexts texts that belong to the account's holder, as many of them as are known yet
     */
    Optional<String> refusalOf(Password password, Collection<String> holderTexts) {
        return accounts.kept()
                ? policy.get().violationOfRules(password, holderTexts).map(PasswordPolicy.Violation::code)
                : Optional.empty();
    }
}
