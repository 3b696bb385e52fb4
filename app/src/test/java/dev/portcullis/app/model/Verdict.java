package dev.portcullis.app.model;

import dev.portcullis.session.RefreshSession.Outcome.How;
import dev.portcullis.session.RefreshSession.Outcome.Why;

/** What presenting a genuine token must come to, and the rule that says so. */
enum Verdict {
    NEXT(How.ADVANCED, "the current token buys the next one"),
    PARALLEL(How.REPEATED, "inside the grace window the parent buys the current token again and advances nothing"),
    LATE(How.RECOVERED, "a late parent buys the current token again, in up to three cycles in a row"),
    SHARED(Why.REUSED, "two holders who alternate are found out within four cycles"),
    ANCESTOR(Why.REUSED, "any token older than the parent ends the session"),
    AHEAD(Why.COUNTER_LOST, "a token ahead of the counter ends the session"),
    OVER(Why.ENDED, "a session that has ended stays so"),
    EXPIRED(Why.EXPIRED, "a session lives for 14 days after its last advance, and for 90 days in all");

    private final Enum<?> answer;
    private final String rule;

    Verdict(Enum<?> answer, String rule) {
        this.answer = answer;
        this.rule = rule;
    }

    /** The provider's word for it. */
    Enum<?> answer() {
        return answer;
    }

    String rule() {
        return rule;
    }
}
