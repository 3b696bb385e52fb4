package dev.portcullis.caller;

import java.util.Locale;

/** Callers for tests. */
public final class Callers {
    private Callers() {}

    public static CallerContext aCaller() {
        return new CallerContext(
                new ClientAddress("192.0.2.7"), "test/1", new RequestId("request-1"), null, Locale.ENGLISH);
    }
}
