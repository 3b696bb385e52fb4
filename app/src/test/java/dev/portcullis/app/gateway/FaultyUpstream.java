package dev.portcullis.app.gateway;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * An upstream over plain sockets, because no server library sends such responses. It keeps its port, even while it does
 * not listen.
 */
final class FaultyUpstream implements AutoCloseable {
    private static final int QUEUE = 2_000;
    private static final int SMALLEST_QUEUE = 1;
    private static final int FILLING_PATIENCE_MILLIS = 200;

    /** Runs when a request has arrived. An exception ends the connection. */
    @FunctionalInterface
    interface Script {
        void on(UpstreamCall call) throws Exception;
    }

    /** Runs on a new connection, before anything is read. */
    @FunctionalInterface
    interface Greeting {
        void on(Socket socket) throws IOException;
    }

    private final ServerSocketFactory factory;
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<UpstreamCall> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger signIns = new AtomicInteger();
    private ServerSocket listener;
    private Thread acceptor;
    private volatile Greeting greeting = socket -> {};
    private volatile Script script = this::signIn;
    private volatile Script goodbye = call -> call.answer("204 No Content", "");

    /** Listens, and is well. */
    FaultyUpstream() throws IOException {
        this(0);
    }

    /** The same, at this port. */
    FaultyUpstream(int port) throws IOException {
        this(port, ServerSocketFactory.getDefault());
    }

    /** The same, over TLS. */
    FaultyUpstream(int port, ServerSocketFactory factory) throws IOException {
        this.factory = factory;
        listener = listener(port, QUEUE);
        this.port = listener.getLocalPort();
        acceptInBackground();
    }

    private ServerSocket listener(int port, int queue) throws IOException {
        ServerSocket socket = factory.createServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), queue);
        return socket;
    }

    private void acceptInBackground() {
        ServerSocket accepting = listener;
        acceptor = inBackground(() -> {
            while (!accepting.isClosed()) {
                Socket socket = accepting.accept();
                connections.add(socket);
                accepted.incrementAndGet();
                inBackground(() -> serve(socket));
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** That a connection ends, by whichever side, is what all this is about. */
    @CanIgnoreReturnValue
    private static Thread inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                return;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve(Socket socket) throws Exception {
        try (socket) {
            socket.setTcpNoDelay(true);
            greeting.on(socket);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed()) {
                UpstreamCall call = read(in, socket);
                calls.add(call);
                (call.path().endsWith("/custom-logout/") ? goodbye : script).on(call);
            }
        } finally {
            connections.remove(socket);
        }
    }

    private static UpstreamCall read(InputStream in, Socket socket) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line);
        }
        UpstreamCall call = new UpstreamCall(head.get(0).split(" ")[1], head, socket);
        String length = call.header("Content-Length");
        if (!length.isEmpty()) {
            in.skipNBytes(Long.parseLong(length));
        }
        return call;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** A sign-in as the API answers it, with tokens that no other has. */
    private void signIn(UpstreamCall call) throws IOException {
        int number = signIns.incrementAndGet();
        call.answer(
                "204 No Content",
                "",
                "Set-Cookie: access_token=access" + number + "; Path=/; Max-Age=300; HttpOnly",
                "Set-Cookie: refresh_token=refresh" + number + "; Path=/; Max-Age=86400; HttpOnly");
    }

    /** The access token of the newest sign-in while it was well. */
    String newestAccessToken() {
        return "access" + signIns.get();
    }

    /** From now on it answers every call so, but sign-outs. */
    void answers(Script how) {
        script = how;
    }

    void answersGoodbyes(Script how) {
        goodbye = how;
    }

    /** From now on it does this to each connection, before anything is read. */
    void greets(Greeting how) {
        greeting = how;
    }

    /** Listens, and answers every call as a sign-in. */
    void isWell() throws IOException {
        greeting = socket -> {};
        script = this::signIn;
        goodbye = call -> call.answer("204 No Content", "");
        if (listener.isClosed()) {
            listener = listener(port, QUEUE);
            acceptInBackground();
        }
    }

    /** Closes all connections and refuses new ones. */
    void isGone() throws IOException {
        listener.close();
        awaitFreePort();
        for (Socket socket : connections) {
            socket.close();
        }
    }

    /** The port of a listener that was closed is taken until the thread that accepts there has noticed. */
    private void awaitFreePort() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Does not respond to connection attempts, like a firewall that drops packets. */
    AutoCloseable isBlackHole() throws IOException {
        isGone();
        ServerSocket full = listener(port, SMALLEST_QUEUE);
        List<Socket> waiting = new ArrayList<>();
        boolean hasRoom = true;
        while (hasRoom) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), FILLING_PATIENCE_MILLIS);
            } catch (SocketTimeoutException noRoom) {
                hasRoom = false;
            }
        }
        return () -> {
            full.close();
            for (Socket socket : waiting) {
                socket.close();
            }
        };
    }

    /** All calls so far but sign-outs. */
    int calls() {
        return calls.size() - goodbyes().size();
    }

    /** Connections so far. */
    int accepted() {
        return accepted.get();
    }

    /** The cookies that sign-outs came with, in their order. */
    List<String> goodbyes() {
        return calls.stream()
                .filter(call -> call.path().endsWith("/custom-logout/"))
                .map(call -> call.header("Cookie"))
                .toList();
    }

    void forgetCalls() {
        calls.clear();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            isGone();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
