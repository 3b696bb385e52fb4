package dev.portcullis.http.account;

import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.json.JsonBody;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rules for a new password that need no other service. They are checked together with the other fields, and the
 * response lists everything that is wrong. A gateway has none: the upstream has rules of its own.
 */
@Singleton
final class PasswordRules {
    /** Of a new password, in the OpenAPI document. */
    static final String DESCRIPTION = "Taken exactly as sent and counted in code points; a strict policy asks for 15.";

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

    /** Reads a new password of a holder who is not known yet, and foresees its refusal. */
    JsonBody.Field<Password> chosen(String field, JsonBody body) {
        JsonBody.Field<Password> chosen = body.required(field, Password::new);
        body.foresee(chosen, password -> refusalOf(password, List.of()));
        return chosen;
    }
}
