package dev.portcullis.app.replicas;

import dev.portcullis.app.servers.FreePort;
import dev.portcullis.app.servers.Nginx;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An nginx in front of replicas, each of which is asked in turn. */
final class ReverseProxy {
    private static final String CONFIGURATION = """
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
            """;

    private ReverseProxy() {}

    static Nginx before(ServiceProcess... replicas) throws IOException {
        int port = FreePort.find();
        String servers = Stream.of(replicas)
                .map(replica -> "    server 127.0.0.1:" + replica.base().getPort() + " max_fails=1 fail_timeout=5s;")
                .collect(Collectors.joining("\n"));
        return Nginx.start(port, CONFIGURATION.formatted(servers, port));
    }
}
