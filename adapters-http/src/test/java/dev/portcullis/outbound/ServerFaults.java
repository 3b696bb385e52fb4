package dev.portcullis.outbound;

import dev.portcullis.outbound.RawHttpServer.Script;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Behaviors of a server that could give the response for one caller to another. */
final class ServerFaults {
    private ServerFaults() {}

    /** What has to become of every call. */
    enum Outcome {
        ANSWERED,
        FAILED
    }

    /** A behavior of a server, for any client. */
    record Fault(String name, Outcome outcome, boolean isLate, Script script) {
        static Fault of(String name, Outcome outcome, Script script) {
            return new Fault(name, outcome, false, script);
        }

        /** Sends something after the response has ended. */
        static Fault late(String name, Outcome outcome, Script script) {
            return new Fault(name, outcome, true, script);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** By which scripts are late: long enough for the next request to be on its way. */
    static final int LATE_MILLIS = 40;

    /** A response as it should be. */
    static String response(String caller) {
        return "HTTP/1.1 200 OK\r\nSet-Cookie: owner=%1$s\r\nContent-Length: %2$d\r\n\r\n<%1$s>"
                .formatted(caller, caller.length() + 2);
    }

    static String interim(int status, String caller) {
        return "HTTP/1.1 %d Interim\r\nSet-Cookie: interim=%s\r\nLink: </style.css>; rel=preload\r\n\r\n"
                .formatted(status, caller);
    }

    static Stream<Fault> all() {
        return Stream.of(interimResponses(), surplus(), lengths()).flatMap(faults -> faults);
    }

    private static Stream<Fault> interimResponses() {
        return Stream.of(
                Fault.of("an interim response, and later the response", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 102 Processing\r\n\r\n");
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.of("interim responses with headers and cookies", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(interim(103, caller) + interim(102, caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(interim(100, caller) + response(caller));
                }),
                Fault.of("every status of 1xx but 101 in a row", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(IntStream.range(100, 200)
                            .filter(status -> status != 101)
                            .mapToObj(status -> interim(status, caller))
                            .collect(Collectors.joining()));
                    wire.write(response(caller));
                }),
                Fault.of("an interim response byte by byte", Outcome.ANSWERED, (caller, wire) -> {
                    for (char next : (interim(150, caller) + response(caller)).toCharArray()) {
                        wire.write(String.valueOf(next));
                    }
                }),
                Fault.of("an interim response with a length of 0", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 102 Processing\r\nContent-Length: 0\r\n\r\n" + response(caller));
                }),
                Fault.of("an interim response with a body", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 102 Processing\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(response(caller).length(), response(caller)));
                    wire.write(response(caller));
                }),
                Fault.of("an interim response in chunks", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 103 Early Hints\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
                    wire.write(response(caller));
                }),
                Fault.of("a 101 with an upgrade", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.of("a 101 with an upgrade to WebSocket", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
                            + response(caller));
                }),
                Fault.of("a 101 without an upgrade", Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 101 Switching Protocols\r\n\r\n" + response(caller));
                }),
                Fault.of("no final response", Outcome.FAILED, (caller, wire) -> {
                    wire.write(interim(102, caller));
                    wire.socket().close();
                }));
    }

    private static Stream<Fault> surplus() {
        return Stream.of(
                Fault.of("a second response", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + response(caller));
                }),
                Fault.late("a second response later", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.late("an interim response after the end", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + interim(102, caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.of("half a head after the end", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + "HTTP/1.1 200 OK\r\nSet-Cookie: half=" + caller);
                }),
                Fault.late("half a head later", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller));
                    Thread.sleep(LATE_MILLIS);
                    wire.write("HTTP/1.1 200 OK\r\nSet-Cookie: half=" + caller);
                }),
                Fault.of("an empty line after the end", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write(response(caller) + "\r\n");
                }),
                Fault.of("a longer body than it has declared", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nSet-Cookie: owner=%1$s\r\nContent-Length: 3\r\n\r\n<%1$s> %2$s"
                            .formatted(caller, response(caller)));
                }),
                Fault.late("a 204 with a body", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 204 No Content\r\nSet-Cookie: owner=%s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(caller, response(caller).length()));
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }),
                Fault.late("a 204 in chunks", Outcome.ANSWERED, (caller, wire) -> {
                    wire.write("HTTP/1.1 204 No Content\r\nSet-Cookie: owner=" + caller
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                    Thread.sleep(LATE_MILLIS);
                    wire.write(response(caller));
                }));
    }

    private static Stream<Fault> lengths() {
        return Stream.of(
                        "Content-Length: 5\r\nTransfer-Encoding: chunked",
                        "Transfer-Encoding: chunked\r\nContent-Length: 500",
                        "Transfer-Encoding: identity\r\nContent-Length: 0",
                        "Content-Length: 0\r\nContent-Length: 5",
                        "Content-Length: 0, 5",
                        "Content-Length: 0x0",
                        "Content-Length: -1",
                        "Transfer-Encoding: xchunked",
                        "Transfer-Encoding: gzip, chunked",
                        "Transfer-Encoding: chunked, chunked",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")
                .map(lengths -> Fault.of(lengths.replace("\r\n", ", "), Outcome.FAILED, (caller, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nSet-Cookie: owner=" + caller + "\r\n" + lengths + "\r\n\r\n"
                            + "0\r\n\r\n" + response(caller));
                }));
    }
}
