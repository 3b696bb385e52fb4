package dev.portcullis.app.crash;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All events in the database, and all changes without an event. A change and its event must be committed together. */
final class Ledger {
    /** @param told type, outcome and reason; {@code -} for none */
    record Event(String action, String told) {}

    private static final String EVENTS =
            "select request_id, action, concat_ws(' ', type, outcome, coalesce(reason, '-')) from audit_event";

    /** A session's number is 1 at first, and one more with each refresh that advanced it. */
    private static final String UNTOLD_SESSIONS = """
            select s.id || ' has number ' || s.counter || ', opened by ' || count(*) filter (where e.action = 'sign_in')
                || ' and advanced by ' || count(*) filter (where e.reason = 'advanced')
            from session s
            left join audit_event e on e.session_id = s.id and e.outcome = 'success'
            group by s.id
            having count(*) filter (where e.action = 'sign_in') <> 1
                or count(*) filter (where e.reason = 'advanced') <> s.counter - 1
                or count(*) filter (where e.reason = 'signed_out')
                    <> count(distinct s.end_reason) filter (where s.end_reason = 'SIGNED_OUT')
            """;

    private static final String UNTOLD_ACCOUNTS = """
            select a.id || ' was made by ' || count(e.id)
            from account a
            left join audit_event e on e.account_id = a.id and e.type = 'user_created'
            group by a.id
            having count(e.id) <> 1
            """;

    private static final String UNDONE_EVENTS = """
            select e.id || ' tells of what is not there'
            from audit_event e
            where (e.type = 'user_created' and not exists (select from account a where a.id = e.account_id))
                or (e.type = 'authn_login_success' and not exists (select from session s where s.id = e.session_id))
            """;

    private final Map<String, List<Event>> events;
    private final List<String> contradictions;

    private Ledger(Map<String, List<Event>> events, List<String> contradictions) {
        this.events = events;
        this.contradictions = contradictions;
    }

    static Ledger read(Connection connection) throws SQLException {
        Map<String, List<Event>> events = new HashMap<>();
        List<String> contradictions = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(EVENTS)) {
                while (rows.next()) {
                    events.computeIfAbsent(rows.getString(1), none -> new ArrayList<>())
                            .add(new Event(rows.getString(2), rows.getString(3)));
                }
            }
            for (String query : List.of(UNTOLD_SESSIONS, UNTOLD_ACCOUNTS, UNDONE_EVENTS)) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        contradictions.add(rows.getString(1));
                    }
                }
            }
        }
        return new Ledger(events, contradictions);
    }

    List<Event> eventsOf(Attempted attempted) {
        return events.getOrDefault(attempted.requestId(), List.of());
    }

    /** Requests that have more than one event. */
    Set<String> toldTwice() {
        Set<String> twice = new TreeSet<>();
        events.forEach((requestId, told) -> {
            if (told.size() > 1) {
                twice.add(requestId + " " + told);
            }
        });
        return twice;
    }

    Set<String> requestIds() {
        return events.keySet();
    }

    /** Where the events and the state that they tell of disagree. */
    List<String> contradictions() {
        return contradictions;
    }
}
