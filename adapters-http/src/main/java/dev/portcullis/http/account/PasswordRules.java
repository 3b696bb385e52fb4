package dev.portcullis.http.account;

import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rules for a new password that need no other service. They are checked together with the other fields, and the
 * response lists everything that is wrong. A gateway has none: the upstream has rules of its own.
 */
@Singleton
final class PasswordRules {
    private final Supplier<Optional<PasswordPolicy>> policy;

    /** @param policy there only with the local provider */
    @Inject
    PasswordRules(Instance<PasswordPolicy> policy) {
        this(() -> policy.isResolvable() ? Optional.of(policy.get()) : Optional.empty());
    }

    PasswordRules(Supplier<Optional<PasswordPolicy>> policy) {
        this.policy = policy;
    }

    /**
     * The code of the field error, if the password is refused.
     *
     * @param holderTexts texts that belong to the owner of the account, as many of them as are known yet
     */
    Optional<String> refusalOf(Password password, Collection<String> holderTexts) {
        return policy.get()
                .flatMap(rules -> rules.violationOfRules(password, holderTexts))
                .map(PasswordPolicy.Violation::code);
    }
}
