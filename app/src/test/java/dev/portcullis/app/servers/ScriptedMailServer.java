package dev.portcullis.app.servers;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An SMTP server that replies as a test wants it to, also as no well-behaved server would. Announces PIPELINING and
 * ENHANCEDSTATUSCODES, and never SMTPUTF8.
 */
public final class ScriptedMailServer implements QuarkusTestResourceLifecycleManager {
    /** The final dot of a message, as the script knows it. */
    public static final String END_OF_DATA = ".";

    /** The service name in mails; contains characters that HTML must escape. */
    public static final String SERVICE_NAME = "\u00c6ble & <Co>";

    private static final List<String> ACCEPTED = new CopyOnWriteArrayList<>();
    private static volatile String lastMessage = "";
    private static final AtomicInteger ENDED = new AtomicInteger();
    private static volatile UnaryOperator<String> script = command -> null;

    private ServerSocket server;

    /**
     * Sets the replies.
     *
     * @param next the reply to a command line in upper case, without its end; null for the usual one. Lines of a longer
     *     reply are separated by {@code \n}. May block, on the connection's own thread.
     */
    public static void follow(UnaryOperator<String> next) {
        script = next;
    }

    /** The {@code RCPT TO} lines, in upper case, of all mails that were accepted. */
    public static List<String> accepted() {
        return List.copyOf(ACCEPTED);
    }

    /** The newest message of all, accepted or not. */
    public static MimeMessage lastMessage() {
        try {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(lastMessage.getBytes(StandardCharsets.UTF_8)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many connections have ended so far, on either side. */
    public static int endedConnections() {
        return ENDED.get();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread accepting = new Thread(this::accept, "scripted-mail-server");
        accepting.setDaemon(true);
        accepting.start();
        return Map.of(
                "quarkus.mailer.mock", "false",
                "quarkus.mailer.host", "localhost",
                "quarkus.mailer.port", Integer.toString(server.getLocalPort()),
                "quarkus.mailer.from", "portcullis@example.com",
                "quarkus.mailer.start-tls", "DISABLED",
                "quarkus.mailer.timeout", "8s",
                "portcullis.service-name", SERVICE_NAME);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                Thread talking = new Thread(() -> talk(connection), "scripted-mail-connection");
                talking.setDaemon(true);
                talking.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = connection.getOutputStream();
            reply(out, "220 scripted.example ESMTP");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("RCPT TO:")) {
                    recipient = command;
                }
                String reply = replyTo(command);
                reply(out, reply);
                if (command.equals("QUIT")) {
                    return;
                }
                if (command.equals("DATA") && reply.startsWith("354")) {
                    String ofDelivery = recipient;
                    readMessage(in);
                    String end = replyTo(END_OF_DATA);
                    if (end.startsWith("250")) {
                        ACCEPTED.add(ofDelivery);
                    }
                    reply(out, end);
                }
            }
        } catch (IOException gone) {
            // The client closed the connection.
        } finally {
            ENDED.incrementAndGet();
        }
    }

    private static String replyTo(String command) {
        String scripted = script.apply(command);
        if (scripted != null) {
            return scripted;
        }
        if (command.startsWith("EHLO")) {
            return "250-scripted.example\n250-PIPELINING\n250 ENHANCEDSTATUSCODES";
        }
        return command.equals("DATA") ? "354 go on" : command.equals("QUIT") ? "221 2.0.0 bye" : "250 2.0.0 fine";
    }

    private static void readMessage(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.equals(END_OF_DATA)) {
            message.append(line.startsWith(END_OF_DATA) ? line.substring(1) : line)
                    .append("\r\n");
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException("the connection ended within a message");
        }
        lastMessage = message.toString();
    }

    private static void reply(OutputStream out, String reply) throws IOException {
        out.write((reply.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void stop() {
        script = command -> null;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
