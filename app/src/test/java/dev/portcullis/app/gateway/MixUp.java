package dev.portcullis.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.gateway.FaultyUpstream.Script;
import dev.portcullis.app.journey.Api;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something that an upstream sends, by which an HTTP client could give one caller the response for another. Each response
 * sets a cookie with the name of its caller, which callers bring along in a cookie of their own.
 *
 * @param isAnswered whether the caller gets the answer, or 502
 */
record MixUp(String name, boolean isAnswered, Script script) {
    /** Long enough for the next call to be on its way. */
    private static final int LATE_MILLIS = 60;

    private static final String BOTH_LENGTHS = "Transfer-Encoding: chunked\r\nContent-Length: 0";
    private static final String TWO_LENGTHS = "Content-Length: 0\r\nContent-Length: 200";

    static List<MixUp> all() {
        return List.of(
                new MixUp("says 102, and answers later", true, call -> {
                    call.write(interim(102, call));
                    Thread.sleep(LATE_MILLIS);
                    call.write(answer(call));
                }),
                new MixUp("says every 1xx but 101, then answers", true, call -> {
                    String all = IntStream.range(100, 200)
                            .filter(status -> status != 101)
                            .mapToObj(status -> interim(status, call))
                            .collect(Collectors.joining());
                    call.write(all + answer(call));
                }),
                new MixUp("switches to another protocol unasked", false, call -> {
                    call.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
                    Thread.sleep(LATE_MILLIS);
                    call.write(answer(call));
                }),
                new MixUp("answers a second time, later", true, call -> {
                    call.write(answer(call));
                    Thread.sleep(LATE_MILLIS);
                    call.write(answer(call));
                }),
                new MixUp("begins a second answer", true, call -> {
                    call.write(answer(call) + "HTTP/1.1 204 No Content\r\nSet-Cookie: half=" + caller(call));
                    Thread.sleep(LATE_MILLIS);
                    call.write("-more");
                }),
                new MixUp("204 with a body, later", true, call -> {
                    call.write(answer(call, "Content-Length: " + answer(call).length()));
                    Thread.sleep(LATE_MILLIS);
                    call.write(answer(call));
                }),
                new MixUp(
                        "200 with `Transfer-Encoding` and `Content-Length`",
                        false,
                        call -> call.write(of("200 OK", call, BOTH_LENGTHS) + "0\r\n\r\n" + answer(call))),
                new MixUp(
                        "200 with two values of `Content-Length`",
                        false,
                        call -> call.write(of("200 OK", call, TWO_LENGTHS) + answer(call))));
    }

    /** Empty for a caller without a name. */
    static String caller(UpstreamCall call) {
        return call.header("Cookie").replaceFirst("^caller=", "");
    }

    static String answer(UpstreamCall call, String... lines) {
        return of("204 No Content", call, lines);
    }

    private static String of(String status, UpstreamCall call, String... lines) {
        String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return "HTTP/1.1 " + status + "\r\nSet-Cookie: owner=" + caller(call) + "; Path=/\r\n" + more + "\r\n";
    }

    private static String interim(int status, UpstreamCall call) {
        return "HTTP/1.1 " + status + " Wait\r\nSet-Cookie: interim=" + caller(call) + "; Path=/\r\n\r\n";
    }

    /** One caller after the other, and as many at once as may call. */
    static void assertKeptApart(GatewayProcess by, boolean isAnswered) throws Exception {
        for (int i = 0; i < 3; i++) {
            Api.Answer answer = by.signIn("Cookie", "caller=s" + i);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(isAnswered ? 204 : 502);
            assertIsOwn(answer, "s" + i);
        }
        ExecutorService callers = Executors.newFixedThreadPool(64);
        try {
            List<Future<Api.Answer>> answers = IntStream.range(0, 64)
                    .mapToObj(i -> callers.submit(() -> by.signIn("Cookie", "caller=m" + i)))
                    .toList();
            for (int i = 0; i < 64; i++) {
                Api.Answer answer = answers.get(i).get(1, TimeUnit.MINUTES);
                // On a busy machine some are late.
                assertThat(answer.status()).as(answer.toString()).isIn(isAnswered ? 204 : 502, 503, 504);
                assertIsOwn(answer, "m" + i);
            }
        } finally {
            callers.shutdownNow().forEach(never -> {});
        }
    }

    static void assertIsOwn(Api.Answer answer, String caller) {
        assertThat(answer.setCookies())
                .as(caller)
                .isEqualTo(answer.status() == 204 ? List.of("owner=" + caller + "; Path=/") : List.of());
    }
}
