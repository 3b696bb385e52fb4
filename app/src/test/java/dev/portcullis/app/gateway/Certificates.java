package dev.portcullis.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority and servers' certificates, some of which no client should take; made by the JDK's own tool. */
final class Certificates {
    static final String GOOD = "good";
    static final String EXPIRED = "expired";
    static final String OF_ANOTHER_HOST = "other";
    static final String OF_ANOTHER_AUTHORITY = "stranger";

    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "changeit";
    private static final String LOCALHOST = "san=dns:localhost";

    private final Path store;
    private final Path authority;

    private Certificates(Path store, Path authority) {
        this.store = store;
        this.authority = authority;
    }

    static Certificates in(Path directory) throws IOException, InterruptedException {
        Certificates certificates = new Certificates(directory.resolve("keys.p12"), directory.resolve("authority.pem"));
        certificates.make(AUTHORITY, "-ext", "bc:critical=ca:true");
        certificates.make(GOOD, "-ext", LOCALHOST, "-signer", AUTHORITY);
        certificates.make(EXPIRED, "-ext", LOCALHOST, "-signer", AUTHORITY, "-startdate", "-30d", "-validity", "20");
        certificates.make(OF_ANOTHER_HOST, "-ext", "san=dns:elsewhere.example", "-signer", AUTHORITY);
        certificates.make(OF_ANOTHER_AUTHORITY, "-ext", LOCALHOST);
        certificates.keytool("-exportcert", "-rfc", "-alias", AUTHORITY, "-file", certificates.authority.toString());
        return certificates;
    }

    private void make(String alias, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname"));
        arguments.add("CN=" + alias);
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    KeyCertOptions of(String alias) {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD).setAlias(alias);
    }

    /** For a server over plain sockets. */
    ServerSocketFactory sockets(String alias) throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    /** The trusted certificate of the gateway, as PEM. */
    Path authority() {
        return authority;
    }
}
