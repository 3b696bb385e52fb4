package dev.portcullis.credential;

import dev.portcullis.kernel.Unicode;
import java.util.Collection;
import java.util.Optional;

/**
 * What a new password must be: long enough, not among the most common, not made of words that belong to its holder or
 * to the service, and, where the operator has that checked, not known from leaks. There are no rules about which
 * kinds of characters it has (ASVS 5.0, 6.2.5), and none ever has to be changed because of its age (6.2.10).
 * Immutable and safe for use by many threads.
 */
public final class PasswordPolicy {
    /** Why a new password is refused. */
    public enum Violation {
        TOO_SHORT,
        /** Everybody tries it first (ASVS 5.0, 6.2.4). */
        TOO_COMMON,
        /** Without words of its holder or of the service it is too short or too common (ASVS 5.0, 6.2.11). */
        CONTAINS_CONTEXT_WORD,
        /** It is known from leaks (ASVS 5.0, 6.2.12). */
        BREACHED,
        /** Nobody could say whether it is known from leaks, and the operator wants to know. */
        UNCHECKED
    }

    private final PasswordProfile profile;
    private final CommonPasswords common;
    private final ContextWords serviceWords;
    private final BreachedPasswords breached;
    private final WhenUnchecked whenUnchecked;

    /** @param serviceWords names by which people know the service; their parts count too */
    public PasswordPolicy(
            PasswordProfile profile,
            CommonPasswords common,
            Collection<String> serviceWords,
            BreachedPasswords breached,
            WhenUnchecked whenUnchecked) {
        this.profile = profile;
        this.common = common;
        this.serviceWords = ContextWords.in(serviceWords);
        this.breached = breached;
        this.whenUnchecked = whenUnchecked;
    }

    /**
     * Not to be called inside a unit of work: it may ask another service, once nothing else is wrong.
     *
     * @param holderTexts what is known of who chooses it, such as the name and the parts of the address
     */
    public Optional<Violation> violationBy(Password password, Collection<String> holderTexts) {
        if (password.length() < profile.minimumLength()) {
            return Optional.of(Violation.TOO_SHORT);
        }
        String folded = Folding.fold(password.reveal());
        if (common.contains(folded)) {
            return Optional.of(Violation.TOO_COMMON);
        }
        String beside = serviceWords.and(ContextWords.in(holderTexts)).beside(folded);
        if (!beside.equals(folded) && !isEnough(beside)) {
            return Optional.of(Violation.CONTAINS_CONTEXT_WORD);
        }
        return switch (breached.find(password)) {
            case NOT_FOUND -> Optional.empty();
            case FOUND -> Optional.of(Violation.BREACHED);
            case UNKNOWN -> whenUnchecked == WhenUnchecked.ALLOW ? Optional.empty() : Optional.of(Violation.UNCHECKED);
        };
    }

    /** Whether what is left of a password would do by itself. */
    private boolean isEnough(String rest) {
        return Unicode.length(rest) >= profile.minimumLength() && !common.contains(rest);
    }
}
