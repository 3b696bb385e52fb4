package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Population;
import java.io.IOException;

/** What is measured with many clients at a time. */
public enum Operation {
    SIGN_IN("sign-in", true),
    REFRESH("refresh", true),
    ACCOUNT("bearer check (`GET account/`)", false),
    SESSIONS("list the sessions of an account", false),
    NEWEST_EVENTS("read the newest 100 audit events", false),
    EVENTS_OF_ACCOUNT("read the audit events of an account", false),
    EVENT("write an audit event", false);

    private final String title;
    private final boolean hasBudget;

    Operation(String title, boolean hasBudget) {
        this.title = title;
        this.hasBudget = hasBudget;
    }

    void call(Population population) throws IOException {
        switch (this) {
            case SIGN_IN -> population.signIn();
            case REFRESH -> population.refresh();
            case ACCOUNT -> population.account();
            case SESSIONS -> population.sessions();
            case NEWEST_EVENTS -> population.newestEvents();
            case EVENTS_OF_ACCOUNT -> population.eventsOfAccount();
            case EVENT -> population.event();
        }
    }

    String title() {
        return title;
    }

    /** Whether there is a limit to how much slower it may get. */
    boolean hasBudget() {
        return hasBudget;
    }
}
