package dev.portcullis.app.journey;

import dev.portcullis.app.servers.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** All tables of the service, also those that were added after the tests that ask. */
final class Tables {
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| ((?:`[a-z_]+`(?:, )?)+) \\| ", Pattern.MULTILINE);

    private Tables() {}

    static List<String> names(DataSource database) {
        return Query.column(
                database,
                "select oid::regclass::text from pg_class where relkind in ('r', 'p') and not relispartition"
                        + " and relnamespace = current_schema()::regnamespace order by 1");
    }

    /** The tables whose rows may stay when an account is deleted, as ADR 45 lists them. */
    static List<String> documented() throws IOException {
        return DOCUMENTED
                .matcher(Files.readString(Path.of("../docs/adr/0045-deleted-accounts-leave-their-id.md")))
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).replace("`", "").split(", ")))
                .toList();
    }

    /** Writes a table of the rows before and after a deletion. */
    static void report(Map<String, Integer> before, Map<String, Integer> after) throws IOException {
        StringBuilder report =
                new StringBuilder("| table | rows of the account | after its deletion |\n|---|---|---|\n");
        before.forEach((table, rows) -> report.append("| `%s` | %d | %d |\n".formatted(table, rows, after.get(table))));
        Files.writeString(Path.of("target", "deleted-account.md"), report);
    }

    /** The tables with a row, of those that {@link #rowsWith} counted. */
    static List<String> filled(Map<String, Integer> rows) {
        return rows.keySet().stream().filter(table -> rows.get(table) > 0).toList();
    }

    /** By table, the rows in which a column of any type, arrays, JSON and bytes among them, contains one of these texts. */
    static Map<String, Integer> rowsWith(DataSource database, List<String> texts) {
        String condition = texts.stream()
                .flatMap(text -> Stream.of(text, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))))
                .map(text -> "strpos(lower(t::text), '" + text + "') > 0")
                .collect(Collectors.joining(" or "));
        Map<String, Integer> rows = new TreeMap<>();
        for (String table : names(database)) {
            String count = "select count(*) from " + table + " t where " + condition;
            rows.put(table, Integer.parseInt(Query.column(database, count).get(0)));
        }
        return rows;
    }
}
