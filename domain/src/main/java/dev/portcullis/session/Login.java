package dev.portcullis.session;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.audit.AttemptedLogin;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Unicode;
import java.util.Optional;

/**
 * What someone calls themselves when signing in. Locally that is an e-mail address; a login that is none is simply
 * unknown, and takes as long to refuse as any other.
 */
public record Login(String value) {
    /** Longer than any e-mail address. */
    public static final int MAXIMUM_LENGTH = 320;

    public Login {
        if (value.isBlank()) {
            throw new InvalidValue(InvalidValue.Reason.REQUIRED);
        }
        if (value.length() > MAXIMUM_LENGTH) {
            throw new InvalidValue(InvalidValue.Reason.TOO_LONG);
        }
        Unicode.requirePrintable(value);
    }

    Optional<EmailAddress> asEmailAddress() {
        try {
            return Optional.of(new EmailAddress(value));
        } catch (InvalidValue notAnAddress) {
            return Optional.empty();
        }
    }

    /** For the audit log: nothing of a login that is no address is shown, as people type passwords there. */
    AttemptedLogin attempted() {
        return asEmailAddress().map(EmailAddress::attempted).orElseGet(() -> new AttemptedLogin(value, "***"));
    }
}
