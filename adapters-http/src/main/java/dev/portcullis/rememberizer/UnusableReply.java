package dev.portcullis.rememberizer;

/** An answer cannot be passed on. Says why without quoting it. */
final class UnusableReply extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableReply(String why) {
        super(why);
    }
}
