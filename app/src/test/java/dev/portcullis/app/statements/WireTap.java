package dev.portcullis.app.statements;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A TCP proxy in front of a PostgreSQL, which reads the messages of its clients (protocol 3, without TLS). It sees what
 * a counting data source would not: which statements share a round trip, and what driver and pool send by themselves.
 */
final class WireTap implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private volatile Traffic traffic = new Traffic();

    private WireTap(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static WireTap to(int target) throws IOException {
        WireTap tap = new WireTap(new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), target);
        start(tap::accept);
        return tap;
    }

    int port() {
        return listener.getLocalPort();
    }

    void report(Traffic to) {
        traffic = to;
    }

    private interface Passing {
        void run() throws IOException;
    }

    private static void start(Passing passing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        passing.run();
                    } catch (IOException ended) {
                        // One side has closed its end.
                    }
                },
                "wire-tap");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> passRequests(client, server));
            start(() -> passResponses(server, client));
        }
    }

    private static void passResponses(Socket server, Socket client) throws IOException {
        try (client;
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private void passRequests(Socket client, Socket server) throws IOException {
        try (server;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(server.getOutputStream())) {
            byte[] startup = in.readNBytes(in.readInt() - Integer.BYTES);
            out.writeInt(startup.length + Integer.BYTES);
            out.write(startup);
            ClientMessages messages = new ClientMessages();
            for (int type = in.read(); type >= 0; type = in.read()) {
                byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
                // Counted before it is passed on, so before the request of the test can be answered.
                messages.read((char) type, body, traffic);
                out.write(type);
                out.writeInt(body.length + Integer.BYTES);
                out.write(body);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
