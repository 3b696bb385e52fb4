package dev.portcullis.app.journey;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of address and its cancellation, over HTTP and SMTP; also against the packaged service. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class EmailChangeJourneyTest {
    private static final String EMAIL = "/api/v1/account/email/";
    private static final Pattern CANCELLATION = Pattern.compile("\\b([0-9a-f]{32})\\b");

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementInterface;

    private Api api;

    @BeforeEach
    void meetTheService() {
        api = new Api(base, checks());
    }

    Consumer<Api.ServedAnswer> checks() {
        return OpenApiDocument.servedAt(managementInterface)::requireAsDocumented;
    }

    private Answer post(String path, Map<String, String> body, String access) {
        return access.isEmpty()
                ? api.send("POST", path, Api.json(body))
                : api.send("POST", path, Api.json(body), "Authorization", "Bearer " + access);
    }

    @Test
    void leadsToTheNewAddressAndBack() throws Exception {
        EmailAddress old = anEmailAddress();
        Answer signedUp = api.signUp(old);
        String token = signedUp.json().path("verification_token").asText();
        assertThat(api.verify(token, Api.codeMailedTo(old)).status()).isEqualTo(200);
        String access = api.signIn(old, Api.PASSWORD).cookie("access_token");
        EmailAddress next = anEmailAddress();
        Map<String, String> change = Map.of("new_email", next.value(), "current_password", Api.PASSWORD);

        assertThat(post(EMAIL, change, "").status()).isEqualTo(401);
        assertThat(post(EMAIL, change, access).status()).isEqualTo(202);
        MimeMessage warning = MailServer.newestOf(2, old);
        assertThat(warning.getSubject()).startsWith("The e-mail address of your Portcullis account");

        Answer confirmed = post(EMAIL + "confirm/", Map.of("code", Api.codeMailedTo(next)), access);
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(api.account(confirmed.cookie("access_token"))
                        .json()
                        .path("email")
                        .asText())
                .isEqualTo(next.value());
        assertThat(api.signIn(old, Api.PASSWORD).status()).isEqualTo(401);
        assertThat(api.signIn(next, Api.PASSWORD).status()).isEqualTo(204);

        Matcher code = CANCELLATION.matcher(MailServer.text(warning));
        assertThat(code.find()).isTrue();
        assertThat(post(EMAIL + "cancel/", Map.of("code", code.group(1)), "").status())
                .isEqualTo(204);
        assertThat(api.account(access).status()).isEqualTo(401);
        assertThat(api.signIn(old, Api.PASSWORD).status()).isEqualTo(401);
        assertThat(api.signIn(next, Api.PASSWORD).status()).isEqualTo(401);
        assertThat(post(EMAIL + "cancel/", Map.of("code", code.group(1)), "").status())
                .isEqualTo(400);
    }
}
