package dev.portcullis.bench.load;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A persistent connection with a minimal HTTP/1.1 client, because the load generator shares the cores with the measured
 * service. Not thread-safe.
 */
public final class Connection implements Closeable {
    /** A completely read response. */
    public record Answer(int status, List<String> cookies, String body) {
        /** Fails if the status is another one. */
        @CanIgnoreReturnValue
        public Answer expect(int expected) throws IOException {
            if (status != expected) {
                throw new IOException("answered " + status + " instead of " + expected + ": " + body);
            }
            return this;
        }

        /** The value that a cookie was set to; empty if it was not set. */
        public String cookie(String name) {
            String start = name + "=";
            return cookies.stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length(), line.indexOf(';')))
                    .findFirst()
                    .orElse("");
        }
    }

    /** Servers close idle connections after 5 seconds or more. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(4);

    private final URI base;
    private long lastUse = System.nanoTime();
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    public Connection(URI base) throws IOException {
        this.base = base;
        socket = open(base);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    private static Socket open(URI base) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    /**
     * Sends a request with a JSON body and reads the whole response. After a failure or some idle seconds, a
     * request opens a new connection.
     *
     * @param headers complete header lines
     */
    public Answer send(String method, String path, List<String> headers, String body) throws IOException {
        return send(method, path, headers, "application/json", body);
    }

    /** Posts an encoded form. */
    public Answer post(String path, String form) throws IOException {
        return send("POST", path, List.of(), "application/x-www-form-urlencoded", form);
    }

    private Answer send(String method, String path, List<String> headers, String type, String body) throws IOException {
        if (socket.isClosed() || System.nanoTime() - lastUse > IDLE_TIMEOUT.toNanos()) {
            socket.close();
            socket = open(base);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }
        try {
            write(method, path, headers, type, body);
            Answer answer = read();
            lastUse = System.nanoTime();
            return answer;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void write(String method, String path, List<String> headers, String type, String body) throws IOException {
        StringBuilder request = new StringBuilder(256);
        request.append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(base.getAuthority());
        headers.forEach(header -> request.append("\r\n").append(header));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        request.append("\r\nContent-Type: ").append(type);
        request.append("\r\nContent-Length: ").append(content.length);
        request.append("\r\n\r\n").append(body);
        out.write(request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        List<String> cookies = new ArrayList<>();
        int length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "set-cookie" -> cookies.add(value);
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                default -> {}
            }
        }
        byte[] body = chunked ? chunks() : in.readNBytes(length);
        return new Answer(status, cookies, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            expectEmptyLine();
        }
        expectEmptyLine();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private void expectEmptyLine() throws IOException {
        if (!line().isEmpty()) {
            throw new IOException("no end of a chunk where it should be");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
