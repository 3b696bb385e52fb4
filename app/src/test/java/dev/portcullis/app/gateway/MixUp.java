package dev.portcullis.app.gateway;

import dev.portcullis.app.gateway.FaultyUpstream.Call;
import dev.portcullis.app.gateway.FaultyUpstream.Script;
import java.util.List;
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
    static String caller(Call call) {
        return call.header("Cookie").replaceFirst("^caller=", "");
    }

    static String answer(Call call, String... lines) {
        return of("204 No Content", call, lines);
    }

    private static String of(String status, Call call, String... lines) {
        String more = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return "HTTP/1.1 " + status + "\r\nSet-Cookie: owner=" + caller(call) + "; Path=/\r\n" + more + "\r\n";
    }

    private static String interim(int status, Call call) {
        return "HTTP/1.1 " + status + " Wait\r\nSet-Cookie: interim=" + caller(call) + "; Path=/\r\n\r\n";
    }
}
