package dev.portcullis.mail;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kinds of mail. A new kind is an entry here and its text in each language; a test lists missing texts. Names are
 * stored in the outbox: an entry keeps its name as long as mails of its kind may wait there.
 */
public enum MailKind {
    /** The code that verifies the address of a new account. */
    VERIFICATION_CODE(Content.CODE, Duration.ZERO),
    /** The code with which the owner of the address chooses a new password. */
    PASSWORD_RESET_CODE(Content.CODE, Duration.ZERO),
    /** The password of the account was reset by such a code (ASVS 5.0, 6.3.7). */
    PASSWORD_RESET(Content.NOTICE, Duration.ZERO),
    /** The password of the account was changed (ASVS 5.0, 6.3.7). */
    PASSWORD_CHANGED(Content.NOTICE, Duration.ZERO),
    /** A sign-in from a new network succeeded after many wrong passwords (ASVS 5.0, 6.3.5). */
    SUSPICIOUS_SIGN_IN(Content.NOTICE, Duration.ZERO),
    /** Someone tried to sign up with the address, and the response did not say that it is taken. */
    SIGN_UP_ATTEMPTED(Content.NOTICE, Duration.ofDays(1)),
    /** The code that proves the new mailbox of an account; it goes to that mailbox. */
    EMAIL_CHANGE_CODE(Content.CODE, Duration.ZERO),
    /** The address of the account is to change (ASVS 5.0, 6.3.7); with the code that cancels it, to the old mailbox. */
    EMAIL_CHANGE_REQUESTED(Content.NOTICE, Duration.ZERO),
    /** The account was deleted; the last mail to its address. */
    ACCOUNT_DELETED(Content.NOTICE, Duration.ZERO);

    /** What a mail contains besides its text. */
    public enum Content {
        /** A code, which is generated and hashed when the mail is delivered. */
        CODE,
        /** The time of the event, and nothing that has to be hashed. */
        NOTICE
    }

    private final Content content;
    private final Duration interval;

    MailKind(Content content, Duration interval) {
        this.content = content;
        this.interval = interval;
    }

    public Content content() {
        return content;
    }

    /** Whether its mails contain a code, generated at delivery or not. */
    public boolean hasCode() {
        return content == Content.CODE || this == EMAIL_CHANGE_REQUESTED;
    }

    /**
     * The minimum time between two mails of this kind to one account, measured from when they were enqueued; zero for no
     * limit. Events that a stranger can trigger have one, so that nobody can flood a mailbox.
     */
    public Duration interval() {
        return interval;
    }

    /** All kinds with this content. */
    public static Set<MailKind> with(Content content) {
        return Arrays.stream(values()).filter(kind -> kind.content == content).collect(Collectors.toUnmodifiableSet());
    }
}
