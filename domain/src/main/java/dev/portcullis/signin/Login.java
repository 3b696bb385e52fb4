package dev.portcullis.signin;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import dev.portcullis.kernel.Unicode;
import java.util.Optional;

/**
 * The name that a person signs in with; 1 to {@value #MAXIMUM_LENGTH} UTF-16 units. For the local provider it is an
 * e-mail address; any other text is an unknown login, and rejecting it takes as long as any other refusal.
 */
public record Login(String value) {
    /** Longer than any e-mail address. */
    public static final int MAXIMUM_LENGTH = 320;

    public Login {
        InvalidValue.throwIf(value.isBlank(), Reason.REQUIRED);
        InvalidValue.throwIf(value.length() > MAXIMUM_LENGTH, Reason.TOO_LONG);
        Unicode.requirePrintable(value);
    }

    Optional<EmailAddress> asEmailAddress() {
        try {
            return Optional.of(new EmailAddress(value));
        } catch (InvalidValue notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * For the audit log. A login that is not an e-mail address is masked completely, because people type passwords
     * there.
     */
    AttemptedLogin attempted() {
        return asEmailAddress().map(EmailAddress::attempted).orElseGet(() -> new AttemptedLogin(value, "***"));
    }
}
