package dev.portcullis.app.replicas;

import dev.portcullis.app.servers.FreePort;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An nginx in front of replicas, each of which is asked in turn. */
final class ReverseProxy implements AutoCloseable {
    private static final String CONFIGURATION = """
            daemon off;
            pid nginx.pid;
            error_log stderr warn;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                upstream portcullis {
            %s
                    keepalive 16;
                }
                server {
                    listen 127.0.0.1:%d;
                    location / {
                        proxy_pass http://portcullis;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_connect_timeout 1s;
                    }
                    # As docs/configuration.md has it, "Under a path prefix".
                    location /sso/ {
                        proxy_pass http://portcullis/;
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_cookie_path /api/v1/auth/ /sso/api/v1/auth/;
                    }
                }
            }
            """;

    private final Process process;
    private final URI base;

    private ReverseProxy(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    static boolean isInstalled() {
        return executable().findFirst().isPresent();
    }

    private static Stream<Path> executable() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable);
    }

    static ReverseProxy before(ServiceProcess... replicas) throws IOException {
        Path folder = Files.createTempDirectory("portcullis-nginx");
        int port = FreePort.find();
        String servers = Stream.of(replicas)
                .map(replica ->
                        "        server 127.0.0.1:" + replica.base().getPort() + " max_fails=1 fail_timeout=5s;")
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("nginx.conf"), CONFIGURATION.formatted(servers, port));
        Process process = new ProcessBuilder(List.of(
                        executable().findFirst().orElseThrow().toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Awaitility.await("nginx listens; see " + folder)
                .failFast("nginx has ended; see " + folder, () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        return socket.isConnected();
                    }
                });
        return new ReverseProxy(process, URI.create("http://127.0.0.1:" + port));
    }

    URI base() {
        return base;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
