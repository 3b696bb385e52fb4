package dev.portcullis.app.servers;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** An HTTP server that the service under test calls. */
public abstract class LoopbackServer implements QuarkusTestResourceLifecycleManager {
    private HttpServer server;

    /** Adds the paths that the server has. */
    protected abstract void addTo(HttpServer server);

    /** The settings with which the service calls the server at this URL. */
    protected abstract Map<String, String> settings(String url);

    @Override
    public final Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        addTo(server);
        server.start();
        return settings("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public final void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
