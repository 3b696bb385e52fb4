package dev.portcullis.app.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.journey.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table of {@code docs/performance.md} with what a request costs the database. */
final class CostTable {
    /** The driver prepares a statement on the server once it has run five times. */
    static final int WARM_UP = 6;

    private CostTable() {}

    static Answer answered(int status, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    static void assertCosts(String request, Supplier<Answer> call) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            Answer unused = call.get();
        }
        assertDocuments(request, ObservedDatabase.during(call));
    }

    static void assertDocuments(String request, Traffic traffic) throws IOException {
        assertThat(traffic.cost()).as(request + " sends" + traffic).isEqualTo(documented(request));
    }

    /** A row of the table. */
    private static Traffic.Cost documented(String request) throws IOException {
        MatchResult row = Pattern.compile(
                        "^\\| " + Pattern.quote(request) + " \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docs/performance.md")))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("not documented: " + request));
        return new Traffic.Cost(
                Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3)));
    }
}
