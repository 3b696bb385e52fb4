package dev.portcullis.app.statements;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of one client (PostgreSQL 18, 54.7): parse, bind, execute, sync, or a simple query. */
final class ClientMessages {
    private final Map<String, String> prepared = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private final List<String> roundTrip = new ArrayList<>();

    void read(char type, byte[] body, Traffic traffic) {
        Texts texts = new Texts(body);
        switch (type) {
            case 'P' -> prepared.put(texts.next(), texts.next());
            case 'B' -> portals.put(texts.next(), prepared.get(texts.next()));
            case 'E' -> roundTrip.add(portals.get(texts.next()));
            case 'Q' -> {
                String sql = texts.next();
                roundTrip.add(sql);
                // The driver sends it ahead of the first statement and does not wait for its response.
                if (!sql.equals("BEGIN")) {
                    end(traffic);
                }
            }
            case 'S' -> end(traffic);
            default -> {
                // Describes, closes or ends something.
            }
        }
    }

    private void end(Traffic traffic) {
        traffic.add(roundTrip);
        roundTrip.clear();
    }

    /** Texts that end with a zero. */
    private static final class Texts {
        private final byte[] body;
        private int start;

        Texts(byte[] body) {
            this.body = body;
        }

        String next() {
            int end = start;
            while (body[end] != 0) {
                end++;
            }
            String text = new String(body, start, end - start, StandardCharsets.UTF_8);
            start = end + 1;
            return text;
        }
    }
}
