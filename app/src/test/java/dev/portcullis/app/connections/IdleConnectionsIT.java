package dev.portcullis.app.connections;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged service, while callers keep as many connections open as they may. */
@Tag("processes")
class IdleConnectionsIT {
    private static final int OF_ALL = 40;
    private static final int OF_ONE_ADDRESS = 20;
    private static final String KEYS = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final DatabaseServer database = new DatabaseServer();
    private final List<Socket> open = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private ServiceProcess service;

    @BeforeEach
    void prepare() {
        settings.putAll(database.start());
        settings.put("portcullis.cookies.secure", "false");
        settings.put("quarkus.mailer.host", "localhost");
        settings.put("quarkus.mailer.from", "portcullis@example.com");
        settings.put("quarkus.http.limits.max-connections", Integer.toString(OF_ALL));
        settings.put("portcullis.http.connections-per-address", Integer.toString(OF_ONE_ADDRESS));
    }

    @AfterEach
    void stop() throws Exception {
        close();
        if (service != null) {
            service.close();
        }
        database.stop();
    }

    private void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Whether a request is answered; the connection stays open, and idle. */
    private boolean isAnswered() throws IOException {
        Socket socket = new Socket("localhost", service.base().getPort());
        open.add(socket);
        socket.setSoTimeout(20_000);
        try {
            socket.getOutputStream().write(KEYS.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(13), ISO_8859_1).equals("HTTP/1.1 200 ");
        } catch (SocketException closed) {
            return false;
        }
    }

    private int answered(int connections) throws IOException {
        int answered = 0;
        for (int i = 0; i < connections; i++) {
            answered += isAnswered() ? 1 : 0;
        }
        return answered;
    }

    private void assertProbesAndMetricsAreAnswered() {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics")) {
            assertThat(new Api(service.management(), answer -> {})
                            .send("GET", path, null)
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void ofOneAddressAreLimitedAndTakeNothingFromProbes() throws Exception {
        service = ServiceProcess.start("idle-connections", settings);

        assertThat(answered(OF_ALL)).isEqualTo(OF_ONE_ADDRESS);
        assertProbesAndMetricsAreAnswered();
        assertThat(service.log()).content().contains("portcullis.http.connections-per-address");

        close();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isAnswered);
    }

    /** As many clients behind one proxy. */
    @Test
    void ofATrustedProxyAreLimitedTogetherWithAllOthersAndTakeNothingFromProbes() throws Exception {
        settings.put("portcullis.trusted-proxies", "127.0.0.0/8,::1");
        service = ServiceProcess.start("proxied-connections", settings);

        assertThat(answered(OF_ALL + OF_ONE_ADDRESS)).isEqualTo(OF_ALL);
        assertProbesAndMetricsAreAnswered();
    }
}
