package dev.portcullis.app.gateway;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One request, and the connection that it came by. */
record UpstreamCall(String path, List<String> head, Socket socket) {
    /** Empty where there is none. */
    String header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("");
    }

    /** Just this, line ends included. */
    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A whole answer; the lines are further ones of its head. */
    void answer(String status, String body, String... lines) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status);
        for (String line : lines) {
            head.append("\r\n").append(line);
        }
        if (!status.startsWith("204")) {
            head.append("\r\nContent-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
        }
        write(head + "\r\n\r\n" + body);
    }

    /** Returns when the other side has given the connection up. */
    void awaitItsEnd() throws IOException {
        int next = socket.getInputStream().read();
        while (next >= 0) {
            next = socket.getInputStream().read();
        }
    }

    /** Ends the connection as one whose machine has lost power and is back: by a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
