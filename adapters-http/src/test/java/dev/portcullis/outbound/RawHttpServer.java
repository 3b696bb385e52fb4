package dev.portcullis.outbound;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/**
 * A server of HTTP/1.1 over plain sockets or TLS that keeps connections open and writes, byte for byte, what a test
 * scripts: also what no server should. Each request names its caller in the header {@code X-Caller}.
 */
public final class RawHttpServer implements AutoCloseable {
    private static final Pattern CALLER = Pattern.compile("(?im)^x-caller: *(\\S+)");

    /** What is written once a request of this caller was read. */
    @FunctionalInterface
    public interface Script {
        void answer(String caller, Wire wire) throws IOException, InterruptedException;
    }

    /** The connection that a request came by, and its head. */
    public record Wire(Socket socket, String head) {
        /** In one write, so that it arrives together. */
        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }
    }

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Script script = (caller, wire) -> wire.socket().close();

    public RawHttpServer(ServerSocketFactory factory) throws IOException {
        listener = factory.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                accepted.incrementAndGet();
                inBackground(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            while (!socket.isClosed()) {
                String head = head(socket.getInputStream());
                Matcher caller = CALLER.matcher(head);
                script.answer(caller.find() ? caller.group(1) : "", new Wire(socket, head));
            }
        } catch (IOException | InterruptedException over) {
            // The other side has closed the connection, as it should after most scripts.
        } finally {
            connections.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    public void answers(Script how) {
        script = how;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connections since the start. */
    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
