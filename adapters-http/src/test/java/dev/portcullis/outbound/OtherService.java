package dev.portcullis.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another service on this machine, over bare sockets: it keeps every byte that it was sent, and a test decides what it
 * answers and how badly. Each request has a connection of its own unless the answer says otherwise.
 */
public final class OtherService implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    /** What becomes of a request. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = answering(500, "text/plain", "nothing is scripted");

    public OtherService() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::accept, "other-service");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    /** All that was sent, heads and bodies, one entry for each request. */
    public List<String> requests() {
        return requests;
    }

    public void behaves(Behaviour next) {
        behaviour = next;
    }

    public void answers(int status, String type, String body) {
        behaviour = answering(status, type, body);
    }

    private static Behaviour answering(int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write(head(status, type, "Content-Length: " + bytes.length));
            out.write(bytes);
        };
    }

    public static byte[] head(int status, String type, String... headers) {
        return ("HTTP/1.1 " + status + " Status\r\nContent-Type: " + type + "\r\nConnection: close\r\n"
                        + String.join("\r\n", headers) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread worker = new Thread(() -> serve(connection), "other-service-worker");
                worker.setDaemon(true);
                worker.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String request = read(connection.getInputStream());
            if (!request.isEmpty()) {
                requests.add(request);
                behaviour.answer(connection.getOutputStream());
                connection.getOutputStream().flush();
            }
        } catch (IOException | InterruptedException gone) {
            // The caller has had enough; what it makes of that is for the test to see.
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            bytes.write(next);
            String text = bytes.toString(StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                Matcher length = LENGTH.matcher(text.substring(0, end));
                return text + (length.find() ? body(in, Integer.parseInt(length.group(1))) : "");
            }
            next = in.read();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String body(InputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
