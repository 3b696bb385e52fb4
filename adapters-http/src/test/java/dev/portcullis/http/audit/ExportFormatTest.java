package dev.portcullis.http.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.AuditRecords;
import dev.portcullis.http.ScriptedAuditReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportFormatTest {
    private final ScriptedAuditReader log = new ScriptedAuditReader();

    private static String written(ExportFormat format, AuditRecord... events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EventWriter writer = format.open(out)) {
            for (AuditRecord event : events) {
                writer.write(event);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String[]> cells(String csv) throws IOException {
        return new CsvMapper()
                .readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .<String[]>readValues(csv)
                .readAll();
    }

    private static AuditRecord counted(AuditRecord event) {
        return new AuditRecords(event).counting(4711).record();
    }

    @Test
    void jsonLinesHaveAnObjectALineByTheNamesOfTheTable() throws Exception {
        assertThat(written(ExportFormat.JSONL, counted(log.event(0)), log.event(1)))
                .isEqualTo("""
                        {"id":"0199c2a0-6a5e-7cc3-8000-000000000000","occurred_at":"2026-11-24T12:00:00.000001Z",\
                        "action":"sign_in","type":"authn_login_fail","outcome":"refused","reason":"wrong_password",\
                        "account_id":"0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10",\
                        "session_id":"0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11","login_hash":"a-keyed-hash",\
                        "masked_login":"u***@e***","client_address":"192.0.2.7","user_agent":"test/1",\
                        "request_id":"request-0","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","replica":"replica-1",\
                        "attempt_id":"0199c2a0-6a5e-7cc3-8000-000000000007","count":4711}
                        {"id":"0199c2a0-6a5e-7cc3-8000-000000000001","occurred_at":"2026-11-24T12:00:00.000002Z",\
                        "action":"sign_in","type":"authn_login_fail","outcome":"refused","client_address":"192.0.2.7",\
                        "request_id":"request-1","replica":"replica-1"}
                        """);
    }

    @Test
    void csvHasTheNamesFirstAndEveryCellInQuotes() throws Exception {
        assertThat(written(ExportFormat.CSV, log.event(1)))
                .isEqualTo(
                        "\"id\",\"occurred_at\",\"action\",\"type\",\"outcome\",\"reason\",\"account_id\",\"session_id\","
                                + "\"login_hash\",\"masked_login\",\"client_address\",\"user_agent\",\"request_id\","
                                + "\"trace_id\",\"replica\",\"attempt_id\",\"count\"\r\n"
                                + "\"0199c2a0-6a5e-7cc3-8000-000000000001\",\"2026-11-24T12:00:00.000002Z\","
                                + "\"sign_in\",\"authn_login_fail\",\"refused\",\"\",\"\",\"\",\"\",\"\",\"192.0.2.7\",\"\","
                                + "\"request-1\",\"\",\"replica-1\",\"\",\"\"\r\n");
    }

    @Test
    void bothSayTheSame() throws Exception {
        JsonNode json = new ObjectMapper().readTree(written(ExportFormat.JSONL, counted(log.event(0))));

        List<String[]> csv = cells(written(ExportFormat.CSV, counted(log.event(0))));

        ObjectNode fromCsv = new ObjectMapper().createObjectNode();
        for (int i = 0; i < csv.get(0).length; i++) {
            fromCsv.put(csv.get(0)[i], csv.get(1)[i]);
        }
        // CSV has no numbers.
        fromCsv.put("count", Integer.parseInt(fromCsv.path("count").asText()));
        assertThat(fromCsv).isEqualTo(json);
        assertThat(csv.get(0)).containsExactlyElementsOf(names(json));
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void csvKeepsQuotesCommasAndLineBreaksInsideTheirCell() throws Exception {
        String nasty = "a\"b,c\r\nd;\u0001😀";
        log.usedBy(nasty);

        List<String[]> cells = cells(written(ExportFormat.CSV, log.event(0), log.event(1)));

        assertThat(cells).hasSize(3).allSatisfy(row -> assertThat(row).hasSize(17));
        assertThat(cells.get(1)[11]).isEqualTo(nasty);
    }

    @Test
    void csvLetsNoCellBeAFormulaAndJsonLinesChangeNothing() throws Exception {
        log.usedBy("=HYPERLINK(\"https://evil.example\")");

        assertThat(cells(written(ExportFormat.CSV, log.event(0))).get(1)[11]).startsWith("'=HYPERLINK(");
        assertThat(new ObjectMapper()
                        .readTree(written(ExportFormat.JSONL, log.event(0)))
                        .path("user_agent")
                        .asText())
                .startsWith("=HYPERLINK(");
    }

    @Test
    void anEmptyLogIsAnEmptyFileOrTheNamesAlone() throws Exception {
        assertThat(written(ExportFormat.JSONL)).isEmpty();
        assertThat(written(ExportFormat.CSV))
                .endsWith("\"attempt_id\",\"count\"\r\n")
                .hasLineCount(1);
    }

    /** Counts, and lets go of, what it is given. */
    private static final class Drain extends OutputStream {
        long written;
        boolean closed;

        @Override
        public void write(int b) {
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            written += length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenLeavesAsItComes(ExportFormat format) throws Exception {
        Drain out = new Drain();
        EventWriter writer = format.open(out);
        long behind = 0;
        for (int i = 0; i < 1000; i++) {
            writer.write(log.event(1));
            behind = Math.max(behind, i * 160L - out.written);
        }
        assertThat(behind).isLessThan(64 * 1024);

        writer.close();

        assertThat(out.written).isGreaterThan(160_000);
        assertThat(out.closed).isFalse();
    }
}
