package dev.portcullis.app.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.servers.MailServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The service as a caller sees it. Knows nothing of its inside, so it drives the packaged service as well. */
public final class Api {
    public static final String PASSWORD = "secure_password";
    static final String SIGN_UP = "/api/v1/auth/signup/";
    static final String SIGN_IN = "/api/v1/auth/signin/";
    static final String VERIFY = "/api/v1/auth/verify-email/";
    static final String REFRESH = "/api/v1/auth/custom-refresh/";
    static final String RESEND = "/api/v1/auth/resend-verification/";
    static final String FORGOT = "/api/v1/auth/password/forgot/";
    static final String RESET = "/api/v1/auth/password/reset/";
    static final String SIGN_OUT = "/api/v1/auth/custom-logout/";
    static final String ACCOUNT = "/api/v1/account/";
    static final String DELETE = "/api/v1/account/delete/";
    static final String EMAIL = "/api/v1/account/email/";
    static final String EXPORT = "/api/v1/account/export/";
    static final String PASSWORD_CHANGE = "/api/v1/account/password/";
    static final String SESSIONS = "/api/v1/account/sessions/";
    static final String AUDIT = "/api/v1/admin/audit/";
    static final String AUDIT_EXPORT = "/api/v1/admin/audit/export/";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One answer. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String code() {
            return json().path("code").asText();
        }

        public List<String> setCookies() {
            return headers.getOrDefault("set-cookie", List.of());
        }

        /** The value of a cookie that is set; empty when it is cleared. */
        public String cookie(String name) {
            return setCookies().stream()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1, line.indexOf(';')))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + setCookies()));
        }
    }

    private final HttpClient client;
    private final URI base;
    private final Consumer<ServedAnswer> check;

    /** A request and its response, for validation against the OpenAPI document. */
    public record ServedAnswer(String method, String path, Answer answer) {}

    public Api(URI base, Consumer<ServedAnswer> check) {
        this(base, check, HttpClient.newBuilder());
    }

    /** Keeps cookies in a jar and brings them back, as a browser does. */
    Api(URI base, Consumer<ServedAnswer> check, CookieHandler jar) {
        this(base, check, HttpClient.newBuilder().cookieHandler(jar));
    }

    private Api(URI base, Consumer<ServedAnswer> check, HttpClient.Builder client) {
        this.client = client.version(HttpClient.Version.HTTP_1_1).build();
        this.base = base;
        this.check = check;
    }

    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
            check.accept(new ServedAnswer(method, path, answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer send(ApiRequest request, String... moreHeaders) {
        List<String> headers = new ArrayList<>(request.headers);
        headers.addAll(List.of(moreHeaders));
        return send(request.method, request.path, request.body, headers.toArray(String[]::new));
    }

    /**
     * Sends JSON with an access token.
     *
     * @param fields of the body; empty for none
     * @param access empty for none
     */
    Answer call(String method, String path, Map<String, ?> fields, String access, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!access.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + access));
        }
        return send(method, path, fields.isEmpty() ? null : json(fields), all.toArray(String[]::new));
    }

    static String json(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer signUp(EmailAddress email, String... headers) {
        return send(
                "POST",
                SIGN_UP,
                json(Map.of("email", email.value(), "password", PASSWORD, "name", "John Doe", "captcha", "x")),
                headers);
    }

    public Answer signIn(EmailAddress email, String password, String... headers) {
        return send(
                "POST", SIGN_IN, json(Map.of("login", email.value(), "password", password, "captcha", "x")), headers);
    }

    public Answer verify(String bearer, String code) {
        return send("POST", VERIFY, json(Map.of("verification_code", code)), "Authorization", "Bearer " + bearer);
    }

    public Answer refresh(String refreshToken) {
        return send("POST", REFRESH, null, "Cookie", "refresh_token=" + refreshToken);
    }

    public Answer signOut(String refreshToken) {
        return send("POST", SIGN_OUT, null, "Cookie", "refresh_token=" + refreshToken);
    }

    public Answer account(String accessToken) {
        return send("GET", ACCOUNT, null, "Authorization", "Bearer " + accessToken);
    }

    /** A new address whose account is there, unverified. */
    public EmailAddress aSignedUpAddress() {
        EmailAddress email = AccountFixtures.anEmailAddress();
        Answer answer = signUp(email);
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return email;
    }

    /** Makes a verified account of an address that has not had any mail. */
    void signUpAndVerify(EmailAddress email, String... headers) {
        String token = signUp(email, headers).json().path("verification_token").asText();
        if (verify(token, codeMailedTo(email)).status() != 200) {
            throw new AssertionError("not verified");
        }
    }

    public static String codeMailedTo(EmailAddress email) {
        return MailServer.codeIn(MailServer.newestOf(1, email)).reveal();
    }
}
