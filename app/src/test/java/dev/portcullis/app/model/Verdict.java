package dev.portcullis.app.model;

import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;

/** The expected result of presenting a genuine token, and the rule that requires it. */
enum Verdict {
    NEXT("advanced", "the current token buys the next one"),
    PARALLEL("repeated", "inside the grace window the parent buys the current token again and advances nothing"),
    LATE("recovered", "a late parent buys the current token again, in up to three cycles in a row"),
    SHARED(Reason.TOKEN_REUSED, "two holders who alternate are found out within four cycles"),
    ANCESTOR(Reason.TOKEN_REUSED, "any token older than the parent ends the session"),
    AHEAD(Reason.COUNTER_LOST, "a token ahead of the counter ends the session"),
    OVER(Reason.SESSION_ENDED, "a session that has ended stays so"),
    EXPIRED(Reason.SESSION_EXPIRED, "a session lives for 14 days after its last advance, and for 90 days in all");

    private final String code;
    private final String rule;

    /** The token is exchanged, which the result notes in this way. */
    Verdict(String note, String rule) {
        this.code = note;
        this.rule = rule;
    }

    Verdict(Reason refusal, String rule) {
        this.code = refusal.name();
        this.rule = rule;
    }

    /** The note of a success, or the reason of a refusal. */
    static String codeOf(Result<?> result) {
        return result.isRefused() ? result.refusal().reason().name() : result.note();
    }

    /** The code of the result that is expected. */
    String code() {
        return code;
    }

    String rule() {
        return rule;
    }
}
