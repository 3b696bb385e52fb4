package dev.portcullis.app.gateway;

import static dev.portcullis.app.gateway.Fault.Expected.answered;
import static dev.portcullis.app.gateway.Fault.Expected.invalid;
import static dev.portcullis.app.gateway.Fault.Expected.late;
import static dev.portcullis.app.gateway.Fault.Expected.limited;
import static dev.portcullis.app.gateway.Fault.Expected.unavailable;

import dev.portcullis.app.gateway.Fault.Operation;
import java.util.stream.Stream;

/** The faults of an upstream over a plain connection that it accepts. */
final class Faults {
    /** By which whatever comes from the upstream's inside would be known in an answer. */
    static final String INSIDE = "Traceback (most recent call last)";

    static final String HTML = "<html><body><pre>" + INSIDE + "</pre></body></html>";
    private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

    static final String COOKIE = "Set-Cookie: access_token=opened; Path=/; Max-Age=300; HttpOnly";
    static final String JSON = "Content-Type: application/json";

    private Faults() {}

    static Stream<Fault> all() {
        return Stream.of(silences(), breaks(), bodies(), heads()).flatMap(faults -> faults);
    }

    private static Stream<Fault> silences() {
        return Stream.of(
                new Fault("takes the call and never answers", Operation.SIGN_IN, UpstreamCall::awaitItsEnd, late()),
                new Fault("takes the call and never answers", Operation.REFRESH, UpstreamCall::awaitItsEnd, late()),
                new Fault(
                        "sends a head that never ends, byte by byte",
                        Operation.SIGN_IN,
                        call -> drip(call, "HTTP/1.1 204 No Content\r\nX-Slow: "),
                        late()),
                new Fault(
                        "sends a body that never ends, byte by byte",
                        Operation.ACCOUNT,
                        call -> drip(call, "HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 1000\r\n\r\n{\"a\":\""),
                        late()),
                new Fault(
                        "says 100 Continue again and again",
                        Operation.SIGN_IN,
                        call -> {
                            while (!call.socket().isClosed()) {
                                call.write("HTTP/1.1 100 Continue\r\n\r\n");
                                Thread.sleep(50);
                            }
                        },
                        late()));
    }

    private static void drip(UpstreamCall call, String start) throws Exception {
        call.write(start);
        while (!call.socket().isClosed()) {
            call.write("a");
            Thread.sleep(50);
        }
    }

    private static Stream<Fault> breaks() {
        return Stream.of(
                new Fault("resets the connection", Operation.SIGN_IN, UpstreamCall::reset, invalid()),
                new Fault(
                        "resets in the middle of the head",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("HTTP/1.1 204 No Content\r\nSet-Cookie: access_");
                            call.reset();
                        },
                        invalid()),
                new Fault(
                        "resets in the middle of the body",
                        Operation.ACCOUNT,
                        call -> {
                            call.write("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 1000\r\n\r\n{\"id\":");
                            call.reset();
                        },
                        invalid()),
                new Fault(
                        "ends in the middle of a body of known length",
                        Operation.ACCOUNT,
                        call -> {
                            call.write("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 1000\r\n\r\n{}");
                            call.socket().close();
                        },
                        invalid()),
                new Fault(
                        "ends in the middle of a chunked body",
                        Operation.SIGN_UP,
                        call -> {
                            call.write(
                                    "HTTP/1.1 201 Created\r\n" + JSON + "\r\n" + "Transfer-Encoding: chunked\r\n\r\n");
                            call.write("2\r\n{}\r\n");
                            call.socket().close();
                        },
                        invalid()),
                new Fault(
                        "closes its half without an answer",
                        Operation.SIGN_IN,
                        call -> {
                            call.socket().shutdownOutput();
                            call.awaitItsEnd();
                        },
                        invalid()),
                new Fault(
                        "speaks no HTTP",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("220 mail.example.com ESMTP " + INSIDE + "\r\n");
                            call.awaitItsEnd();
                        },
                        invalid()),
                new Fault(
                        "answers a second time unasked",
                        Operation.SIGN_IN,
                        call -> {
                            String answer = "HTTP/1.1 204 No Content\r\n" + COOKIE + "\r\n\r\n";
                            call.write(answer + answer.replace("opened", "of-someone-else"));
                            call.awaitItsEnd();
                        },
                        answered(204)));
    }

    private static Stream<Fault> bodies() {
        return Stream.of(
                new Fault(
                        "200 with broken JSON",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", "{\"id\": \"" + INSIDE, JSON),
                        invalid()),
                new Fault(
                        "201 with broken JSON",
                        Operation.SIGN_UP,
                        call -> call.answer("201 Created", "{\"id\": \"" + INSIDE, JSON),
                        invalid()),
                new Fault(
                        "200 with HTML that calls itself JSON",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", HTML, JSON),
                        invalid()),
                new Fault(
                        "200 with HTML",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", HTML, "Content-Type: text/html"),
                        invalid()),
                new Fault(
                        "200 with JSON as `text/plain`",
                        Operation.SIGN_UP,
                        call -> call.answer("200 OK", "{}", "Content-Type: text/plain"),
                        invalid()),
                new Fault(
                        "200 that says it is compressed",
                        Operation.ACCOUNT,
                        call -> call.answer("200 OK", "{}", JSON, "Content-Encoding: gzip"),
                        invalid()),
                new Fault(
                        "204 with a body",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("HTTP/1.1 204 No Content\r\n" + COOKIE + "\r\nContent-Length: " + HTML.length());
                            call.write("\r\n\r\n" + HTML);
                            call.awaitItsEnd();
                        },
                        answered(204)),
                new Fault(
                        "500 with 5 MB of HTML",
                        Operation.SIGN_IN,
                        call -> call.answer("500 Oops", HTML.repeat(FIVE_MEGABYTES / HTML.length())),
                        invalid()),
                new Fault(
                        "500 with 5 MB of HTML in chunks",
                        Operation.SIGN_IN,
                        call -> {
                            call.write("HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n");
                            for (int sent = 0; sent < FIVE_MEGABYTES; sent += HTML.length()) {
                                call.write(Integer.toHexString(HTML.length()) + "\r\n" + HTML + "\r\n");
                            }
                            call.write("0\r\n\r\n");
                        },
                        invalid()),
                new Fault(
                        "502 with HTML, of a balancer",
                        Operation.SIGN_IN,
                        call -> call.answer("502 Bad Gateway", HTML, "Content-Type: text/html"),
                        invalid()),
                new Fault(
                        "503 with HTML and `Retry-After`",
                        Operation.SIGN_IN,
                        call -> call.answer("503 Busy", HTML, "Content-Type: text/html", "Retry-After: 7"),
                        unavailable()),
                new Fault(
                        "504 with HTML",
                        Operation.SIGN_IN,
                        call -> call.answer("504 Late", HTML, "Content-Type: text/html"),
                        late()));
    }

    private static Stream<Fault> heads() {
        return Stream.of(
                new Fault(
                        "429 with `Retry-After`",
                        Operation.SIGN_IN,
                        call -> call.answer("429 Slow Down", HTML, "Retry-After: 120"),
                        limited()),
                new Fault(
                        "429 without `Retry-After`",
                        Operation.SIGN_IN,
                        call -> call.answer("429 Slow Down", HTML),
                        limited()),
                new Fault(
                        "429 with a `Retry-After` that is none",
                        Operation.SIGN_IN,
                        call -> call.answer("429 Slow Down", HTML, "Retry-After: soon"),
                        limited()),
                new Fault(
                        "a head above 64 KiB",
                        Operation.SIGN_IN,
                        call -> call.answer("204 No Content", "", "X-Long: " + "a".repeat(70_000)),
                        invalid()));
    }
}
