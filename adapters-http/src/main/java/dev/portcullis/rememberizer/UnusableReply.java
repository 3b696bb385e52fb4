package dev.portcullis.rememberizer;

/** A response cannot be forwarded. The message says why without quoting it. */
final class UnusableReply extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableReply(String why) {
        super(why);
    }
}
