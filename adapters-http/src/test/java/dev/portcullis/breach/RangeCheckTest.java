package dev.portcullis.breach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.credential.BreachedPasswords.Finding;
import dev.portcullis.credential.Password;
import dev.portcullis.http.LogRecorder;
import dev.portcullis.outbound.OtherService;
import dev.portcullis.outbound.RawHttpServer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RangeCheckTest {
    /** Its SHA-1 is 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8. */
    private static final Password PASSWORD = new Password("password");

    private static final String REST = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
    private static final String OTHER = "00000000000000000000000000000000000:7\r\n";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private OtherService service;
    private RangeCheck check;

    @BeforeEach
    void start() {
        service = new OtherService();
        check = new RangeCheck(new RangeSettings(service.address("/range"), DEADLINE, 1));
        service.answers(200, "text/plain", OTHER + REST + ":12\r\n" + OTHER);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void sendsFiveCharactersOfTheDigestAndAsksForPadding() {
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.FOUND);

        assertThat(service.requests()).singleElement().satisfies(request -> {
            assertThat(request).startsWith("GET /range/5BAA6 HTTP/1.1\r\n").endsWith("\r\n\r\n");
            assertThat(request.lines().skip(1).map(line -> line.replaceAll(":.*", "")))
                    .filteredOn(name -> !name.isEmpty())
                    .containsExactlyInAnyOrder("Accept", "Add-Padding", "User-Agent", "host");
            assertThat(request).containsIgnoringCase("Add-Padding: true").doesNotContainIgnoringCase("1E4C9");
        });
    }

    @Test
    void readsNoRangeThatWasMeantForAnotherPassword() throws IOException {
        try (RawHttpServer surplus = new RawHttpServer(ServerSocketFactory.getDefault())) {
            surplus.answers((caller, wire) -> {
                String range = wire.head().startsWith("GET /5BAA6 ") ? REST + ":12" : OTHER.strip();
                String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(range.length(), range);
                wire.write("HTTP/1.1 102 Processing\r\n\r\n");
                Thread.sleep(20);
                wire.write(answer);
                Thread.sleep(20);
                wire.write(answer);
            });
            URI address = URI.create("http://127.0.0.1:" + surplus.port());
            RangeCheck another = new RangeCheck(new RangeSettings(address, DEADLINE, 1));

            for (int i = 0; i < 5; i++) {
                assertThat(another.find(PASSWORD)).isEqualTo(Finding.FOUND);
                assertThat(another.find(new Password(" p\u00e4ssword "))).isEqualTo(Finding.NOT_FOUND);
            }
        }
    }

    @Test
    void digestsThePasswordExactlyAsItWasSent() {
        // SHA-1 of the UTF-8 of each, by sha1sum.
        assertThat(check.find(new Password(" p\u00e4ssword "))).isEqualTo(Finding.NOT_FOUND);

        assertThat(service.requests()).singleElement().asString().startsWith("GET /range/D6149 ");
    }

    @Test
    void findsNothingInARangeWithoutTheDigestAndInItsPadding() {
        service.answers(200, "text/plain; charset=utf-8", OTHER);
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.NOT_FOUND);

        service.answers(200, "text/plain", REST + ":0\n" + OTHER);
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.NOT_FOUND);

        service.answers(200, "text/plain", REST.toLowerCase(Locale.ROOT) + ":1");
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.FOUND);

        service.answers(200, "text/plain; charset='utf-8'", "\uFEFF" + REST + ":1");
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.FOUND);
    }

    @Test
    void countsFromTheNumberOfLeaksThatTheOperatorNames() {
        for (int leaks : new int[] {99, 100}) {
            service.answers(200, "text/plain", REST + ":" + leaks);
            RangeCheck lenient = new RangeCheck(new RangeSettings(service.address("/range/"), DEADLINE, 100));

            assertThat(lenient.find(PASSWORD)).isEqualTo(leaks < 100 ? Finding.NOT_FOUND : Finding.FOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 400, 401, 404, 429, 500, 503})
    void knowsNothingByAnyOtherStatus(int status) {
        service.answers(status, "text/plain", OTHER);

        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "<html>Welcome to this hotel</html>",
                "00000000000000000000000000000000000",
                "00000000000000000000000000000000000:",
                "00000000000000000000000000000000000:-1",
                "00000000000000000000000000000000000:1234567890123456789",
                "0000:1",
                "1E4C9B93F3F0682250B6CF8331B7EE68FD8:1\n{}"
            })
    void knowsNothingByATextThatIsNoRange(String text) {
        service.answers(200, "text/plain", text);

        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
    }

    @Test
    void knowsNothingByAnotherKindOfAnswer() {
        service.answers(200, "text/html", OTHER);

        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
    }

    @Test
    void takesNoEncodingThatItDidNotAskFor() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((REST + ":1").getBytes(StandardCharsets.US_ASCII));
        }
        service.behaves(out -> {
            out.write(
                    OtherService.head(200, "text/plain", "Content-Encoding: gzip", "Content-Length: " + packed.size()));
            packed.writeTo(out);
        });

        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
    }

    @Test
    void readsAMegabyteAndNotFive() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        byte[] line = OTHER.getBytes(StandardCharsets.US_ASCII);
        service.behaves(out -> {
            out.write(OtherService.head(200, "text/plain", "Content-Length: " + 25_000 * line.length));
            for (int sent = 0; sent < 25_000; sent++) {
                out.write(line);
            }
        });
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.NOT_FOUND);

        service.behaves(out -> {
            out.write(OtherService.head(200, "text/plain", "Transfer-Encoding: chunked"));
            try {
                for (int sent = 0; sent < 500_000_000; sent += line.length) {
                    out.write((Integer.toHexString(line.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(line);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            } finally {
                stopped.countDown();
            }
        });
        RangeCheck impatient = new RangeCheck(new RangeSettings(service.address("/range/"), Duration.ofSeconds(2), 1));
        assertThat(impatient.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
        assertThat(stopped.await(30, TimeUnit.SECONDS))
                .as("the sender was stopped")
                .isTrue();
    }

    @Test
    void waitsNoLongerThanTheDeadlineHoweverTheServiceDawdles() throws InterruptedException {
        for (OtherService.Behaviour dawdling : new OtherService.Behaviour[] {
            out -> Thread.sleep(30_000),
            out -> {
                out.write(OtherService.head(200, "text/plain", "Content-Length: 300"));
                out.flush();
                for (int i = 0; i < 300; i++) {
                    out.write('0');
                    out.flush();
                    Thread.sleep(100);
                }
            }
        }) {
            service.behaves(dawdling);
            Duration deadline = Duration.ofSeconds(1);
            RangeCheck impatient = new RangeCheck(new RangeSettings(service.address("/range/"), deadline, 1));
            long begin = System.nanoTime();

            assertThat(impatient.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(deadline.minusMillis(100), deadline.plusSeconds(10));
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void knowsNothingWhenTheConnectionBreaks() {
        service.behaves(out -> {
            out.write(OtherService.head(200, "text/plain", "Content-Length: 500"));
            out.write(OTHER.getBytes(StandardCharsets.US_ASCII));
        });
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);

        service.behaves(out -> {
            // Cut where the range looks whole, and nobody said how long it is.
            out.write(OtherService.head(200, "text/plain"));
            out.write(OTHER.getBytes(StandardCharsets.US_ASCII));
        });
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);

        service.behaves(out -> {});
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);

        service.close();
        assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
    }

    @Test
    void givesAServiceThatIsDownAPauseAndAsksAgainAfterIt() throws InterruptedException {
        Duration pause = Duration.ofSeconds(2);
        RangeCheck patient = new RangeCheck(new RangeSettings(service.address("/range/"), DEADLINE, 1), pause);
        service.answers(503, "text/plain", "");
        for (int i = 0; i < 20; i++) {
            assertThat(patient.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
        }
        assertThat(service.requests()).hasSize(10);

        service.answers(200, "text/plain", OTHER);
        TimeUnit.MILLISECONDS.sleep(pause.toMillis() + 100);
        assertThat(patient.find(PASSWORD)).isEqualTo(Finding.NOT_FOUND);
        assertThat(service.requests()).hasSize(11);
    }

    @Test
    void keepsDigestsAndPrefixesOutOfTheLog() {
        try (LogRecorder log = new LogRecorder(Level.ALL)) {
            service.answers(500, "text/plain", REST);
            assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);
            service.behaves(out -> {});
            assertThat(check.find(PASSWORD)).isEqualTo(Finding.UNKNOWN);

            assertThat(log.messages()).anyMatch(message -> message.contains("status 500"));
            assertThat(log.messages()).noneMatch(message -> message.contains("5BAA6") || message.contains(REST));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"range", "ftp://example.com/", "https:///range/", "https://example.com/?q=", "mailto:a@b"})
    void isNotSetUpWithWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> new RangeSettings(URI.create(address), DEADLINE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
