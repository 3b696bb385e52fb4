package dev.portcullis.app.journey;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The journeys of a caller, over HTTP and SMTP. Also against the packaged service, and through a gateway. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class AccountJourneyTest extends Journey {
    @Test
    void leadsFromSignUpToSignOut() {
        EmailAddress email = anEmailAddress();

        Answer signedUp = api.signUp(email);
        assertThat(signedUp.status()).isEqualTo(201);
        assertThat(signedUp.setCookies()).isEmpty();
        JsonNode account = signedUp.json();
        assertThat(account.path("email").asText()).isEqualTo(email.value());
        assertThat(account.path("name").asText()).isEqualTo("John Doe");
        assertThat(account.path("email_verified").asBoolean()).isFalse();
        assertThat(Instant.parse(account.path("created_at").asText())).isBefore(Instant.now());

        Answer verified = api.verify(account.path("verification_token").asText(), Api.codeMailedTo(email));
        assertThat(verified.status()).isEqualTo(200);
        assertThat(verified.json().path("email_verified").asBoolean()).isTrue();

        Answer signedIn = api.signIn(email, Api.PASSWORD);
        assertThat(signedIn.status()).isEqualTo(204);
        String access = signedIn.cookie("access_token");
        String refresh = signedIn.cookie("refresh_token");

        Answer described = api.account(access);
        assertThat(described.status()).isEqualTo(200);
        assertThat(described.json().path("id")).isEqualTo(account.path("id"));
        assertThat(described.json().path("email_verified").asBoolean()).isTrue();
        assertThat(api.send("GET", Api.ACCOUNT, null, "Cookie", "access_token=" + access)
                        .json())
                .isEqualTo(described.json());

        Answer refreshed = api.refresh(refresh);
        assertThat(refreshed.status()).isEqualTo(204);
        assertThat(refreshed.cookie("refresh_token")).isNotEqualTo(refresh);
        assertThat(api.account(refreshed.cookie("access_token")).status()).isEqualTo(200);

        Answer signedOut = api.signOut(refreshed.cookie("refresh_token"));
        assertThat(signedOut.status()).isEqualTo(204);
        assertThat(signedOut.cookie("access_token")).isEmpty();
        assertThat(signedOut.cookie("refresh_token")).isEmpty();

        Answer refused = api.refresh(refreshed.cookie("refresh_token"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.cookie("refresh_token")).isEmpty();
    }

    /** Browsers clear a cookie only by the name, the path and the host that it was set with. */
    @Test
    void leavesTheJarOfABrowserEmpty() {
        EmailAddress email = api.aSignedUpAddress();
        CookieManager jar = new CookieManager();
        Api browser = new Api(base, checks(), jar);

        assertThat(browser.signIn(email, Api.PASSWORD).status()).isEqualTo(204);
        assertThat(jar.getCookieStore().getCookies())
                .extracting(HttpCookie::getName)
                .containsExactlyInAnyOrder("access_token", "refresh_token");

        // Of production's cookies the jar sends none over plain HTTP: they are cleared whatever came in.
        assertThat(browser.send("POST", Api.SIGN_OUT, null).status()).isEqualTo(204);
        assertThat(jar.getCookieStore().getCookies()).isEmpty();
    }

    /** As after a change from gateway to local provider, whose cookies have other paths. */
    @Test
    void goesOnBesideACookieThatWasLeftBehind() {
        EmailAddress email = api.aSignedUpAddress();
        Answer signedIn = api.signIn(email, Api.PASSWORD);
        String access = signedIn.cookie("access_token");
        String refresh = signedIn.cookie("refresh_token");

        for (String stale : List.of("stale", "a.b.c", "", "\"quoted\"")) {
            for (List<String> order : List.of(List.of(access, stale), List.of(stale, access))) {
                String cookies = "access_token=" + String.join("; access_token=", order);
                assertThat(api.send("GET", Api.ACCOUNT, null, "Cookie", cookies).status())
                        .isEqualTo(200);
            }
            for (boolean isFirst : new boolean[] {true, false}) {
                String left = isFirst ? stale : refresh;
                String right = isFirst ? refresh : stale;
                Answer refreshed = api.send(
                        "POST", Api.REFRESH, null, "Cookie", "refresh_token=" + left + "; refresh_token=" + right);
                assertThat(refreshed.status()).isEqualTo(204);
                assertThat(refreshed.setCookies())
                        .anyMatch(line -> line.startsWith("refresh_token=; Max-Age=0; Path=/;"));
                refresh = refreshed.cookie("refresh_token");
            }
        }
        // Of two sessions the later one counts, and sign-out leaves neither of them.
        Answer again = api.signIn(email, Api.PASSWORD);
        String both = "refresh_token=" + refresh + "; refresh_token=" + again.cookie("refresh_token");
        assertThat(api.send("POST", Api.SIGN_OUT, null, "Cookie", both).status())
                .isEqualTo(204);
        assertThat(api.refresh(refresh).status()).isEqualTo(401);
        assertThat(api.refresh(again.cookie("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void worksWithAndWithoutTheTrailingSlash() {
        for (String path : List.of(Api.SIGN_UP, Api.SIGN_IN, Api.VERIFY, Api.REFRESH, Api.SIGN_OUT)) {
            Answer with = api.send("POST", path, "{}");
            Answer without = api.send("POST", path.substring(0, path.length() - 1), "{}");
            assertThat(without.status()).as(path).isEqualTo(with.status()).isNotEqualTo(404);
        }
        assertThat(api.send("GET", "/api/v1/account", null).status()).isEqualTo(401);
    }

    @Test
    void verifiesWithASessionAndGetsAnAccessTokenThatTellsSo() {
        EmailAddress email = api.aSignedUpAddress();
        String access = api.signIn(email, Api.PASSWORD).cookie("access_token");

        Answer verified = api.send(
                "POST",
                Api.VERIFY,
                Api.json(Map.of("verification_code", Api.codeMailedTo(email))),
                "Cookie",
                "access_token=" + access);

        assertThat(verified.status()).isEqualTo(200);
        assertThat(api.account(verified.cookie("access_token"))
                        .json()
                        .path("email_verified")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void tellsAnUnknownLoginFromAWrongPasswordByNothing() {
        EmailAddress email = api.aSignedUpAddress();

        Answer wrong = api.signIn(email, "wrong_password");
        Answer unknown = api.signIn(anEmailAddress(), "wrong_password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(withoutRequestId(unknown)).isEqualTo(withoutRequestId(wrong));
        assertThat(unknown.headers().keySet()).isEqualTo(wrong.headers().keySet());
    }

    private static String withoutRequestId(Answer answer) {
        return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    @Test
    void refusesAnAddressThatIsTaken() {
        EmailAddress email = anEmailAddress();
        String token = api.signUp(email).json().path("verification_token").asText();
        assertThat(api.verify(token, Api.codeMailedTo(email)).status()).isEqualTo(200);

        Answer again = api.signUp(email);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("email_taken");
    }

    @Test
    void keepsOneTokenFromPassingForAnother() {
        EmailAddress email = anEmailAddress();
        String verification =
                api.signUp(email).json().path("verification_token").asText();
        Answer signedIn = api.signIn(email, Api.PASSWORD);
        String access = signedIn.cookie("access_token");
        String refresh = signedIn.cookie("refresh_token");

        assertThat(api.account(verification).status()).isEqualTo(401);
        assertThat(api.account(refresh).status()).isEqualTo(401);
        assertThat(api.verify(refresh, "123456").status()).isEqualTo(401);
        assertThat(api.refresh(access).status()).isEqualTo(401);
        assertThat(api.refresh(verification).status()).isEqualTo(401);
        assertThat(api.refresh(refresh).status()).isEqualTo(204);
    }

    private static <T> List<T> together(int count, Callable<T> call) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(count);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : callers.invokeAll(
                    IntStream.range(0, count).mapToObj(i -> call).toList())) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            callers.shutdownNow();
        }
    }

    private static Map<Integer, Long> statuses(List<Answer> answers) {
        return answers.stream().collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
    }

    @Test
    void makesOneAccountOfAHundredSignUpsAtOnce() throws InterruptedException {
        EmailAddress email = anEmailAddress();

        List<Answer> answers = together(100, () -> api.signUp(email));

        assertThat(statuses(answers).keySet()).isSubsetOf(201, 409, 503);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(answer -> answer.json().path("id").asText())
                        .distinct())
                .hasSize(1);
        // A gateway leaves an upstream alone for a while that had to turn away half of them.
        Answer signedIn = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> api.signIn(email, Api.PASSWORD), answer -> answer.status() != 503);
        assertThat(signedIn.status()).isEqualTo(204);
    }

    @Test
    void endsFiftyRefreshesAtOnceInOneChain() throws InterruptedException {
        EmailAddress email = api.aSignedUpAddress();
        String refresh = api.signIn(email, Api.PASSWORD).cookie("refresh_token");

        List<Answer> answers = together(50, () -> api.refresh(refresh));

        assertThat(statuses(answers)).containsExactly(Map.entry(204, 50L));
        List<String> next = answers.stream()
                .map(answer -> answer.cookie("refresh_token"))
                .distinct()
                .toList();
        assertThat(next).hasSize(1);
        assertThat(api.refresh(next.get(0)).status()).isEqualTo(204);
    }

    @Test
    void letsOneOfTwoVerificationsAtOnceWin() throws InterruptedException {
        EmailAddress email = anEmailAddress();
        String token = api.signUp(email).json().path("verification_token").asText();
        String code = Api.codeMailedTo(email);

        List<Answer> answers = together(2, () -> api.verify(token, code));

        assertThat(statuses(answers)).containsExactly(Map.entry(200, 1L), Map.entry(409, 1L));
    }

    @Test
    void countsTriesThatComeAtOnce() throws InterruptedException {
        EmailAddress email = anEmailAddress();
        String token = api.signUp(email).json().path("verification_token").asText();
        String code = Api.codeMailedTo(email);
        String wrong = code.equals("000000") ? "000001" : "000000";

        List<Answer> answers = together(20, () -> api.verify(token, wrong));

        assertThat(statuses(answers)).containsExactly(Map.entry(400, 3L), Map.entry(429, 17L));
        assertThat(api.verify(token, code).status()).isEqualTo(429);
    }

    @Test
    void mailsTheCodeAsTextAndHtmlInTheCallersLanguage() throws MessagingException {
        EmailAddress english = anEmailAddress();
        EmailAddress danish = anEmailAddress();
        assertThat(api.signUp(english).status()).isEqualTo(201);
        assertThat(api.signUp(danish, "Accept-Language", "da-DK, en;q=0.5").status())
                .isEqualTo(201);

        MimeMessage inEnglish = MailServer.newestOf(1, english);
        MimeMessage inDanish = MailServer.newestOf(1, danish);

        assertThat(inEnglish.getSubject()).isEqualTo("Your Portcullis verification code");
        assertThat(inDanish.getSubject()).isEqualTo("Din bekræftelseskode til Portcullis");
        assertThat(MailServer.text(inDanish)).contains("bekræftelse".substring(0, 4), "i 10 minutter");
        for (MimeMessage mail : List.of(inEnglish, inDanish)) {
            String code = MailServer.codeIn(mail).reveal();
            assertThat(MailServer.text(mail)).contains(code).doesNotContain("<");
            assertThat(MailServer.html(mail)).contains(code, "<html");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        }
    }

    @Test
    void reachesAnInternationalisedDomain() {
        EmailAddress email = new EmailAddress("user" + anEmailAddress().value().hashCode() + "@sørensen.example");
        String token = api.signUp(email).json().path("verification_token").asText();

        assertThat(api.verify(token, Api.codeMailedTo(email)).status()).isEqualTo(200);
    }

    @Test
    void sendsTheMailWhenTheMailServerIsBack() {
        EmailAddress email = anEmailAddress();
        List<String> tokens = new ArrayList<>();
        MailServer.whileDown(() -> {
            Answer answer = api.signUp(email);
            assertThat(answer.status()).isEqualTo(201);
            tokens.add(answer.json().path("verification_token").asText());
            assertThat(api.signIn(email, Api.PASSWORD).status()).isEqualTo(204);
        });

        assertThat(api.verify(tokens.get(0), Api.codeMailedTo(email)).status()).isEqualTo(200);
    }

    /** Everything that arrives until the other side closes the connection. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException closed) {
            return "";
        }
    }

    /** The server does so itself, before any filter is asked. */
    @ParameterizedTest
    @CsvSource({
        "400, nonsense",
        "400, GET / HTTP/1.1|Content-Length: x",
        "400, GET / HTTP/1.1|Transfer-Encoding: chunked|Content-Length: 1",
        "400, POST / HTTP/1.1|Transfer-Encoding: xchunked",
        "501, 'POST / HTTP/1.1|Transfer-Encoding: gzip, chunked'",
        "400, GET / HTTP/1.0|Content-Length: 0|Content-Length: 0",
        "400, GET / HTTP/1.1|Host: localhost",
        "400, GET / HTTP/1.1|X-Folded: a| b",
        "400, GET /%zz HTTP/1.1",
        "400, GET /<B> <B>/1.1",
        "505, GET /<B> HTTP/2.0",
        "414, GET /LONG HTTP/1.1",
        "431, GET / HTTP/1.1|X-Long: LONG"
    })
    void answersWhatItCannotReadWithTheSecurityHeaders(int status, String head) throws IOException {
        String long20K = "a".repeat(20_000);

        assertThat(exchange(head.replace("|", "\r\n").replace("LONG", long20K) + "\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] " + status + " .*")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("referrer-policy: no-referrer")
                .containsIgnoringCase("content-security-policy: default-src 'none'; frame-ancestors 'none'")
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("connection: close")
                .doesNotContain("<B>");
    }

    @Test
    void isReadyAndSaysWhatFor() {
        // Not for callers, so it is not in the document.
        Answer ready = new Api(management(), answer -> {}).send("GET", "/q/health/ready", null);

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().path("checks").findValuesAsText("name"))
                .contains("Database connections health check", "Provider");
        assertThat(ready.json().path("checks").findValue("kind").asText()).isEqualTo(provider());
        assertThat(ready.json().path("checks").findValue("<default>").asText()).isEqualTo("UP");
        assertThat(ready.json().path("checks").findValue("clock_offset_ms").isIntegralNumber())
                .isTrue();
    }

    /** The provider of the service. */
    String provider() {
        return "local";
    }

    /** Connections that callers keep open take nothing from the probes. */
    @Test
    void answersProbesAndMetricsOnAPortOfTheirOwnAlone() {
        for (String path :
                List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics")) {
            assertThat(new Api(management(), answer -> {})
                            .send("GET", path, null)
                            .status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(new Api(base, answer -> {}).send("GET", path, null).status())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String path : List.of("/.well-known/jwks.json", "/api/v1/account/", "/")) {
            assertThat(new Api(management(), answer -> {})
                            .send("GET", path, null)
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void answersNoneWhoAsksForHundredsOfAnswersAtOnce() throws IOException {
        String request = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n";
        String last = request + "Connection: close\r\n\r\n";

        assertThat(exchange((request + "\r\n").repeat(9) + last).split("HTTP/1.1 404 ", -1))
                .hasSize(11);
        assertThat(exchange((request + "\r\n").repeat(999) + last).split("HTTP/1.1 404 ", -1))
                .hasSizeLessThan(1001);
    }
}
