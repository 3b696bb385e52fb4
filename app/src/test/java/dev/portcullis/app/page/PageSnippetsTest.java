package dev.portcullis.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.page.PageSnippets.Language;
import dev.portcullis.app.page.PageSnippets.Snippet;
import dev.portcullis.app.servers.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of the upstream's documentation page work against this service. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class PageSnippetsTest {
    private static final String UPSTREAM = "https://api.rememberizer.ai/";

    /** The output of a snippet on success: the last line of curl, and of the others. */
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
    void works(Snippet snippet) {
        Api api = new Api(base, answer -> {});
        String cookies = "";
        Snippet ready = snippet.with(UPSTREAM, base.toString()).with("recaptcha_response", "answer");
        switch (snippet.endpoint()) {
            case "auth/signin" ->
                assertThat(api.signUp(new EmailAddress("user@example.com")).status())
                        .isEqualTo(201);
            case "auth/verify-email" -> {
                EmailAddress email = AccountFixtures.anEmailAddress();
                String token =
                        api.signUp(email).json().path("verification_token").asText();
                ready = ready.with("YOUR_JWT_TOKEN", token).with("123456", Api.codeMailedTo(email));
            }
            case "auth/custom-refresh" -> {
                String token = api.signIn(api.aSignedUpAddress(), Api.PASSWORD).cookie("refresh_token");
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
}
