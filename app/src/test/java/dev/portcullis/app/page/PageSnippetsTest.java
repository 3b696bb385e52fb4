package dev.portcullis.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.page.PageSnippets.Language;
import dev.portcullis.app.page.PageSnippets.Snippet;
import dev.portcullis.app.servers.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows the upstream's page gets what it promises, from us. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class PageSnippetsTest {
    private static final String UPSTREAM = "https://api.rememberizer.ai/";

    /** What a curl snippet prints last, and what the others print when all went well. */
    private record Promise(String status, String words) {}

    private static final Map<String, Promise> PROMISES = Map.of(
            "auth/signup", new Promise("201", "user@example.com"),
            "auth/signin", new Promise("204", "Login vellykket!"),
            "auth/verify-email", new Promise("200", "E-mailverificering lykkedes!"),
            "auth/custom-refresh", new Promise("204", "Token opdateret med succes!"),
            "auth/custom-logout", new Promise("204", "Logout vellykket!"));

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path home;

    static Stream<Snippet> snippets() {
        return PageSnippets.all().stream();
    }

    @Test
    void areFiveEndpointsInThreeLanguages() {
        assertThat(snippets().map(snippet -> snippet.endpoint() + " " + snippet.language()))
                .hasSize(15)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("snippets")
    void works(Snippet snippet) throws Exception {
        String cookies = "";
        Snippet ready = snippet.with(UPSTREAM, base.toString()).with("recaptcha_response", "answer");
        switch (snippet.endpoint()) {
            case "auth/signin" -> {
                HttpResponse<String> signedUp = signUp(new EmailAddress("user@example.com"));
                assertThat(signedUp.statusCode()).isEqualTo(201);
            }
            case "auth/verify-email" -> {
                EmailAddress email = AccountFixtures.anEmailAddress();
                String token = new ObjectMapper()
                        .readTree(signUp(email).body())
                        .path("verification_token")
                        .asText();
                String code = MailServer.codeIn(MailServer.newestOf(1, email)).reveal();
                ready = ready.with("YOUR_JWT_TOKEN", token).with("123456", code);
            }
            case "auth/custom-refresh" -> {
                String token = refreshToken();
                ready = ready.with("DIN_REFRESH_TOKEN", token);
                cookies = "refresh_token=" + token;
            }
            default -> {
                // Nothing is needed before.
            }
        }

        String output = new SnippetRunner(home).run(ready, cookies);

        Promise promise = PROMISES.get(snippet.endpoint());
        if (snippet.language() == Language.CURL) {
            assertThat(output.strip()).endsWith(promise.status());
        } else {
            assertThat(output).contains(promise.words());
        }
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString());
    }

    private HttpResponse<String> signUp(EmailAddress email) throws IOException, InterruptedException {
        return post(
                "auth/signup/",
                "{\"email\":\"%s\",\"password\":\"secure_password\",\"name\":\"John Doe\"}".formatted(email.value()));
    }

    private String refreshToken() throws IOException, InterruptedException {
        EmailAddress email = AccountFixtures.anEmailAddress();
        assertThat(signUp(email).statusCode()).isEqualTo(201);
        HttpResponse<String> signedIn =
                post("auth/signin/", "{\"login\":\"%s\",\"password\":\"secure_password\"}".formatted(email.value()));
        List<String> cookies = signedIn.headers().allValues("Set-Cookie");
        return cookies.stream()
                .filter(line -> line.startsWith("refresh_token="))
                .map(line -> line.substring("refresh_token=".length(), line.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }
}
