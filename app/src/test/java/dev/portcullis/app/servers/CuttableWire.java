package dev.portcullis.app.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy in front of one port of this machine. Once it is cut it passes no byte any more and closes nothing, as when
 * a host vanishes: connections stay open, new ones open as well, and nothing ever comes back. Safe for use by many threads.
 */
public final class CuttableWire implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean cut;

    private CuttableWire(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    public static CuttableWire to(int target) throws IOException {
        CuttableWire wire = new CuttableWire(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), target);
        start(wire::accept);
        return wire;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections came, also after the cut. */
    public int connections() {
        return connections.get();
    }

    public void cut() {
        cut = true;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cuttable-wire");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                open.add(near);
                connections.incrementAndGet();
                if (!cut) {
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.add(far);
                    start(() -> pass(near, far));
                    start(() -> pass(far, near));
                }
            } catch (IOException ended) {
                // Closed, or one side has gone.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (cut) {
                    return;
                }
                out.write(bytes, 0, read);
            }
            if (!cut) {
                to.close();
            }
        } catch (IOException broken) {
            if (!cut) {
                closeQuietly(from);
                closeQuietly(to);
            }
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable socket : open) {
            socket.close();
        }
    }
}
