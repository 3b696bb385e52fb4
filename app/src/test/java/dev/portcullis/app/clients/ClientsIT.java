package dev.portcullis.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.clients.Programs.Outcome;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.DatabaseServer;
import dev.portcullis.app.servers.FreePort;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Nginx;
import dev.portcullis.app.servers.ServiceProcess;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Both clients, and each block of code on their page, as readers of the page run it. */
@Tag("processes")
@EnabledOnOs(OS.LINUX)
class ClientsIT {
    private static final String HOST = "https://auth.example.com";
    private static final int LIFETIME = 10;
    private static final int PAGE_PORT = FreePort.find();
    private static final DatabaseServer DATABASE = new DatabaseServer();
    private static final MailServer MAIL = new MailServer();

    private static final Map<String, String> SETTINGS = new HashMap<>();

    private static ServiceProcess service;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        assumeFalse(ServiceProcess.isNative(), "the clients do not notice the difference");
        SETTINGS.putAll(DATABASE.start());
        SETTINGS.putAll(MAIL.start());
        SETTINGS.put("portcullis.cookies.secure", "false");
        SETTINGS.put("portcullis.cors.origins", "http://localhost:" + PAGE_PORT);
        SETTINGS.put("portcullis.tokens.access-lifetime", LIFETIME + "s");
        SETTINGS.put("portcullis.tokens.issuer", HOST);
        service = ServiceProcess.start("clients", SETTINGS);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (service != null) {
            service.close();
            MAIL.stop();
            DATABASE.stop();
        }
    }

    /** Where the service is, without a slash at the end. */
    private static String base() {
        return service.base().toString();
    }

    private static Map<String, String> browser() {
        return Map.of(
                "CHROMIUM",
                Programs.chromium(),
                "PAGE_PORT",
                Integer.toString(PAGE_PORT),
                "PORTCULLIS_URL",
                base(),
                "PORTCULLIS_LIFETIME",
                Integer.toString(LIFETIME));
    }

    @Test
    void keepsFiveTabsSignedInWithOneRefresh() throws Exception {
        Programs.requireTypeScriptClient();

        Outcome outcome =
                Programs.run(Programs.TYPESCRIPT, browser(), () -> "", "node", "--test", "test/browser/tabs.test.mjs");

        System.out.println(outcome.requireSuccess());
    }

    // ---- from sign-up to sign-out

    /** Runs the code for a new account, whose verification code is its input, and returns its output. */
    private String run(String heading, String file, Map<String, String> environment, List<String> command)
            throws IOException {
        EmailAddress email = AccountFixtures.anEmailAddress();
        Path code = Files.writeString(
                folder.resolve(file),
                ClientsPage.codeUnder(heading).replace(HOST, base()).replace("user@example.com", email.value()));
        Map<String, String> all = new HashMap<>(environment);
        all.put("SNIPPET", code.toString());
        Path directory = command.contains("test/browser/snippet.mjs") ? Programs.TYPESCRIPT : folder;

        String output = Programs.run(directory, all, () -> Api.codeMailedTo(email), command.toArray(String[]::new))
                .requireSuccess();

        Api api = new Api(service.base(), answer -> {});
        String access = api.signIn(email, Api.PASSWORD).cookie("access_token");
        Api.Answer sessions = api.send("GET", "/api/v1/account/sessions/", null, "Authorization", "Bearer " + access);
        // The one that has just begun: the code has ended its own.
        assertThat(sessions.json().path("sessions")).as(output).hasSize(1);
        assertThat(api.account(access).json().path("email_verified").asBoolean())
                .isTrue();
        return output;
    }

    @Test
    void worksWithCurl() throws Exception {
        assertThat(run("curl", "journey.sh", Map.of(), List.of("bash", "-euo", "pipefail", "journey.sh")))
                .contains("John Doe");
    }

    @Test
    void worksWithPython() throws Exception {
        assertThat(run("Python", "journey.py", Map.of(), List.of(Programs.python("requests"), "journey.py")))
                .contains("John Doe");
    }

    @Test
    void worksInAPageWithoutAClient() throws Exception {
        Programs.requireTypeScriptClient();
        assertThat(run(
                        "JavaScript without a client",
                        "journey.js",
                        browser(),
                        List.of("node", "test/browser/snippet.mjs")))
                .contains("John Doe");
    }

    @Test
    void worksInAPageWithTheTypeScriptClient() throws Exception {
        Programs.requireTypeScriptClient();
        assertThat(run("TypeScript client", "journey.js", browser(), List.of("node", "test/browser/snippet.mjs")))
                .contains("John Doe");
    }

    @Test
    void worksWithTheJavaClient() throws Exception {
        Programs.require(Files.exists(Programs.JAVA), "the Java client: run ./mvnw package");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(run(
                        "Java client",
                        "Journey.java",
                        Map.of(),
                        List.of(java, "-cp", Programs.JAVA.toAbsolutePath().toString(), "Journey.java")))
                .contains("John Doe");
    }

    // ---- tokens in other services

    /** Code that prints the subject of a good token, and fails for any other. */
    private interface Verifier {
        Outcome verify(String token) throws IOException;
    }

    private static String withKeysOf(String code) {
        return code.replace(HOST + "/.well-known", base() + "/.well-known");
    }

    /** @param others the token of a sign-up, one with another signature, and no token */
    private record Tokens(String account, String access, List<String> others) {
        static Tokens ofASignUp() {
            Api api = new Api(service.base(), answer -> {});
            EmailAddress email = AccountFixtures.anEmailAddress();
            JsonNode signedUp = api.signUp(email).json();
            String access = api.signIn(email, Api.PASSWORD).cookie("access_token");
            String forged = access.substring(0, access.length() - 4) + "AAAA";
            return new Tokens(
                    signedUp.path("id").asText(),
                    access,
                    List.of(signedUp.path("verification_token").asText(), forged, "x"));
        }
    }

    private static void requireItAcceptsAccessTokensAlone(Verifier verifier) throws IOException {
        Tokens tokens = Tokens.ofASignUp();

        assertThat(verifier.verify(tokens.access()).requireSuccess()).contains(tokens.account());

        for (String other : tokens.others()) {
            Outcome outcome = verifier.verify(other);
            assertThat(outcome.success()).as(outcome.output()).isFalse();
        }
    }

    /** The other service is a second process of this one, with its public session state behind Quarkus' authentication. */
    @Test
    void verifiesTokensInQuarkus() throws Exception {
        String state = "/api/v1/auth/session/";
        Properties page = new Properties();
        page.load(new StringReader(withKeysOf(ClientsPage.codeUnder("Quarkus"))));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        page.stringPropertyNames().forEach(name -> settings.put(name, page.getProperty(name)));
        settings.put("quarkus.http.auth.permission.page.paths", state);
        settings.put("quarkus.http.auth.permission.page.policy", "authenticated");

        try (ServiceProcess other = ServiceProcess.start("quarkus", settings)) {
            Api site = new Api(other.base(), answer -> {});

            Tokens tokens = Tokens.ofASignUp();
            assertThat(site.send("GET", state, null, "Cookie", "access_token=" + tokens.access())
                            .status())
                    .isEqualTo(200);
            assertThat(site.send("GET", state, null, "Authorization", "Bearer " + tokens.access())
                            .status())
                    .isEqualTo(200);
            assertThat(site.send("GET", state, null).status()).isEqualTo(401);
            assertThat(tokens.others())
                    .allSatisfy(token -> assertThat(site.send("GET", state, null, "Cookie", "access_token=" + token)
                                    .status())
                            .isEqualTo(401));
        }
    }

    @Test
    void verifiesTokensInNode() throws Exception {
        Programs.requireTypeScriptClient();
        Files.createSymbolicLink(folder.resolve("node_modules"), Programs.TYPESCRIPT.resolve("node_modules"));
        Files.writeString(
                folder.resolve("verify.mjs"),
                withKeysOf(ClientsPage.codeUnder("Node")) + "console.log((await claimsOf(process.argv[2])).sub);\n");

        requireItAcceptsAccessTokensAlone(
                token -> Programs.run(folder, Map.of(), () -> "", "node", "verify.mjs", token));
    }

    @Test
    void verifiesTokensInPython() throws Exception {
        String python = Programs.python("jwt, cryptography");
        Files.writeString(
                folder.resolve("verify.py"),
                withKeysOf(ClientsPage.codeUnder("Python with PyJWT"))
                        + "\nimport sys\n\nprint(claims_of(sys.argv[1])[\"sub\"])\n");

        requireItAcceptsAccessTokensAlone(
                token -> Programs.run(folder, Map.of(), () -> "", python, "verify.py", token));
    }

    @Test
    void keepsStrangersOutWithNginx() throws Exception {
        Programs.require(Nginx.isInstalled(), "nginx");
        int port = FreePort.find();
        int app = FreePort.find();
        String configuration =
                """
                upstream app { server 127.0.0.1:%d; }
                server { listen 127.0.0.1:%d; return 200 "the application"; }
                server {
                    listen 127.0.0.1:%d;
                %s
                }
                """.formatted(app, app, port, ClientsPage.codeUnder("nginx").replace(HOST, base()));
        Api service = new Api(ClientsIT.service.base(), answer -> {});
        EmailAddress email = service.aSignedUpAddress();
        Api.Answer signedIn = service.signIn(email, Api.PASSWORD);
        String cookie = "access_token=" + signedIn.cookie("access_token");

        try (Nginx nginx = Nginx.start(port, configuration)) {
            Api site = new Api(nginx.base(), answer -> {});

            assertThat(site.send("GET", "/page", null, "Cookie", cookie).body()).isEqualTo("the application");
            assertThat(site.send("POST", "/page", "{}", "Cookie", cookie).body())
                    .isEqualTo("the application");
            assertThat(site.send("GET", "/page", null).status()).isEqualTo(401);
            assertThat(site.send("GET", "/_account", null, "Cookie", cookie).status())
                    .isEqualTo(404);
            assertThat(service.signOut(signedIn.cookie("refresh_token")).status())
                    .isEqualTo(204);
            assertThat(site.send("GET", "/page", null, "Cookie", cookie).status())
                    .isEqualTo(401);
        }
    }
}
