package dev.portcullis.bench.load;

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

    private final String host;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public Connection(URI base) throws IOException {
        host = base.getAuthority();
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /**
     * Sends a request and reads the whole response.
     *
     * @param headers complete header lines
     */
    public Answer send(String method, String path, List<String> headers, String body) throws IOException {
        StringBuilder request = new StringBuilder(256);
        request.append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host);
        headers.forEach(header -> request.append("\r\n").append(header));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        request.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(content.length);
        request.append("\r\n\r\n").append(body);
        out.write(request.toString().getBytes(StandardCharsets.UTF_8));
        return read();
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
