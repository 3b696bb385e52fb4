package dev.portcullis.account;

import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.InvalidValue.Reason;
import java.util.regex.Pattern;

/**
 * The name of a group, which grants its members permissions beyond an own account. A letter, then letters, digits, {@code
 * _} and {@code -}, all lower-case ASCII; at most {@value #MAXIMUM_LENGTH} characters, because every access token of a
 * member contains it.
 */
public record GroupName(String value) {
    private static final int MAXIMUM_LENGTH = 32;

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]*");

    public static final GroupName ADMIN = new GroupName("admin");

    /** May read the audit log. */
    public static final GroupName AUDITOR = new GroupName("auditor");

    public GroupName {
        InvalidValue.throwIf(value.isEmpty(), Reason.REQUIRED);
        InvalidValue.throwIf(value.length() > MAXIMUM_LENGTH, Reason.TOO_LONG);
        InvalidValue.throwIf(!FORM.matcher(value).matches(), Reason.MALFORMED);
    }

    @Override
    public String toString() {
        return value;
    }
}
