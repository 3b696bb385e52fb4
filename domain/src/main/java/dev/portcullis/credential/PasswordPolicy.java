package dev.portcullis.credential;

import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Unicode;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules for new passwords: long enough, not among the most common, not made of words related to its owner or to the
 * service, and, if the operator configured a breach check, not leaked. There are no composition rules (ASVS 5.0,
 * 6.2.5), and passwords do not expire (6.2.10). Immutable and thread-safe.
 */
public final class PasswordPolicy {
    /** Why a new password is rejected. */
    public enum Violation {
        TOO_SHORT,
        /** It is on the list of common passwords (ASVS 5.0, 6.2.4). */
        TOO_COMMON,
        /** Without words related to its owner or to the service, it is too short or too common (ASVS 5.0, 6.2.11). */
        CONTAINS_CONTEXT_WORD,
        /** It was leaked (ASVS 5.0, 6.2.12). */
        BREACHED,
        /** The breach check failed, and the operator's policy is to fail closed. */
        UNCHECKED;

        /** The code of the field error. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** This violation as a refusal, by the name of the field with the new password. */
        public Refusal toRefusal(String field) {
            return this == UNCHECKED
                    ? Refusal.of(Refusal.Reason.PASSWORD_UNCHECKED)
                    : Refusal.of(Refusal.Reason.PASSWORD_REFUSED, new Refusal.Detail(field, code()));
        }
    }

    private final PasswordProfile profile;
    private final CommonPasswords common;
    private final ContextWords serviceWords;
    private final BreachedPasswords breached;
    private final FailurePolicy failurePolicy;

    /** @param serviceWords names of the service; the words in them count as well */
    public PasswordPolicy(
            PasswordProfile profile,
            CommonPasswords common,
            Collection<String> serviceWords,
            BreachedPasswords breached,
            FailurePolicy failurePolicy) {
        this.profile = profile;
        this.common = common;
        this.serviceWords = ContextWords.in(serviceWords);
        this.breached = breached;
        this.failurePolicy = failurePolicy;
    }

    /**
     * Checks a new password. Never call this inside a unit of work: if no other rule is violated, it may call another
     * service.
     *
     * @param holderTexts texts about the owner of the account, such as the name and the parts of the e-mail address
     * @return the first violation; empty if the password is acceptable
     */
    public Optional<Violation> violationBy(Password password, Collection<String> holderTexts) {
        Optional<Violation> violation = violationOfRules(password, holderTexts);
        if (violation.isPresent()) {
            return violation;
        }
        return switch (breached.find(password)) {
            case NOT_FOUND -> Optional.empty();
            case FOUND -> Optional.of(Violation.BREACHED);
            case UNKNOWN ->
                failurePolicy == FailurePolicy.FAIL_OPEN ? Optional.empty() : Optional.of(Violation.UNCHECKED);
        };
    }

    /**
     * Checks all rules except the breach check. Takes microseconds and makes no network call, so it can run before it
     * is known whether the password will be used.
     *
     * @param holderTexts as of {@link #violationBy}; as many of them as are known
     */
    public Optional<Violation> violationOfRules(Password password, Collection<String> holderTexts) {
        if (password.length() < profile.minimumLength()) {
            return Optional.of(Violation.TOO_SHORT);
        }
        String folded = ContextWords.fold(password.reveal());
        if (common.contains(folded)) {
            return Optional.of(Violation.TOO_COMMON);
        }
        String beside = serviceWords.and(ContextWords.in(holderTexts)).beside(folded);
        return !beside.equals(folded) && !isEnough(beside)
                ? Optional.of(Violation.CONTAINS_CONTEXT_WORD)
                : Optional.empty();
    }

    /** Whether the rest of a password would be acceptable by itself. */
    private boolean isEnough(String rest) {
        return Unicode.length(rest) >= profile.minimumLength() && !common.contains(rest);
    }
}
