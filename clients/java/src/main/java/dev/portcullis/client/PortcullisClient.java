package dev.portcullis.client;

import static dev.portcullis.client.Transport.read;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole API, with a method for each operation of its OpenAPI document. A method returns the body of the response, or
 * throws a {@link ProblemException}. A failed connection, a timeout or an interrupt throws {@link
 * java.io.UncheckedIOException}; an interrupted thread stays interrupted. Bodies above 64 MiB fail, except that of {@link
 * #exportAuditLog}.
 *
 * <p>A client keeps the cookies of one session, so use one client per user. Calls that need a session refresh it ahead of
 * its expiry, once for all threads. After a refresh that failed, the client waits before the next one: for the time that
 * the service asks for, or 1 second and twice as long after each further failure, but 60 seconds at most. Calls go on
 * until the token has expired; then they throw what that refresh has thrown. {@link #refreshSession} does not wait.
 *
 * <p>Thread-safe. Calls that begin, refresh or end the session run one at a time.
 */
public final class PortcullisClient {
    private static final String API = "/api/v1/";

    private final Transport transport;
    private final CookieSession session;
    private final @Nullable String bearer;

    private PortcullisClient(Transport transport, CookieSession session, @Nullable String bearer) {
        this.transport = transport;
        this.session = session;
        this.bearer = bearer;
    }

    /** A client without a session and with the defaults, for a service such as {@code https://auth.example.com}. */
    public static PortcullisClient of(URI service) {
        return builder(service).build();
    }

    /**
     * The options of a client.
     *
     * @param service an http or https URL, with the path prefix under which a proxy serves it, if any
     * @throws IllegalArgumentException if it is another URL, or has a query or a fragment
     */
    public static Builder builder(URI service) {
        return new Builder(service);
    }

    /**
     * The same client with a token in place of its cookies, for the operations that need a session: an access token, or the
     * verification token of a sign-up. The other operations, such as {@link #signIn}, are those of this client.
     *
     * @throws IllegalArgumentException if a token cannot have these characters
     */
    public PortcullisClient withBearer(String token) {
        // RFC 6750, 2.1. HttpRequest would check it too, but has it in its message.
        if (!token.matches("[A-Za-z0-9._~+/-]+=*")) {
            throw new IllegalArgumentException("The token has characters that no bearer token has");
        }
        return new PortcullisClient(transport, session, token);
    }

    /** The options of a client; each has a default. Not thread-safe. */
    public static final class Builder {
        private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

        private final URI service;
        private @Nullable HttpClient http;
        private Duration timeout = Duration.ofSeconds(30);
        private @Nullable String language;
        private boolean sendsSecureCookies;
        private LongSupplier nanoTime = System::nanoTime;

        private Builder(URI service) {
            boolean isHttps = "https".equalsIgnoreCase(service.getScheme());
            boolean isUrl = (isHttps || "http".equalsIgnoreCase(service.getScheme())) && service.getHost() != null;
            if (!isUrl || service.getQuery() != null || service.getFragment() != null) {
                throw new IllegalArgumentException("Not an http or https URL, or one with a query or a fragment");
            }
            this.service = service;
            this.sendsSecureCookies =
                    isHttps || LOOPBACK.matcher(service.getHost()).matches();
        }

        /**
         * Connects through this client, for example with a proxy or a trust store of its own. Without it, all clients share
         * one, with a connect timeout of 10 seconds.
         *
         * @throws IllegalArgumentException if it has a cookie handler, which would mix the sessions of users, or follows
         *     redirects, with which it would send cookies and tokens to other hosts
         */
        public Builder httpClient(HttpClient client) {
            if (client.cookieHandler().isPresent() || client.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException("The HttpClient may not keep cookies or follow redirects");
            }
            this.http = client;
            return this;
        }

        /**
         * The maximum time of a request with its response, 30 seconds by default; of {@link #exportAuditLog}, until the
         * response begins. Beyond it, a call throws {@link java.io.UncheckedIOException}.
         */
        public Builder timeout(Duration maximum) {
            if (maximum.isNegative() || maximum.isZero()) {
                throw new IllegalArgumentException("Not above zero: " + maximum);
            }
            this.timeout = maximum;
            return this;
        }

        /** The language of problems and mails, such as {@code da}; without it, English. */
        public Builder language(String tag) {
            this.language = tag;
            return this;
        }

        /**
         * Sends cookies that are {@code Secure} over http too, for example inside a cluster: others in that network can read
         * them. Without it, they are sent over http only to this machine, and a sign-in over http to another one throws an
         * {@link IllegalStateException}.
         */
        public Builder sendSecureCookiesOverHttp() {
            this.sendsSecureCookies = true;
            return this;
        }

        /** For tests of what depends on the time. */
        Builder nanoTime(LongSupplier time) {
            this.nanoTime = time;
            return this;
        }

        /** A client without a session. */
        public PortcullisClient build() {
            Transport transport =
                    new Transport(service, http == null ? SharedHttpClient.INSTANCE : http, timeout, language);
            Cookies cookies = new Cookies(sendsSecureCookies);
            return new PortcullisClient(transport, new CookieSession(transport, cookies, nanoTime), null);
        }
    }

    /** Has threads and connections, so it is created only if it is needed. */
    private static final class SharedHttpClient {
        static final HttpClient INSTANCE =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }

    // ---- session

    /**
     * Begins a session.
     *
     * @param captcha the answer of the captcha widget, or null if the service asks for none
     * @throws IllegalStateException if the cookies can never be sent, see {@link Builder#sendSecureCookiesOverHttp}
     */
    public void signIn(String login, String password, @Nullable String captcha) {
        Map<String, @Nullable String> body = body("login", login, "password", password, "captcha", captcha);
        session.renew(new Transport.Call("POST", API + "auth/signin/", body));
    }

    /** Refreshes now. Methods that need it do so by themselves. */
    public void refreshSession() {
        session.refresh();
    }

    public void signOut() {
        session.end(() -> send("POST", "auth/custom-logout/", null));
    }

    public SessionState sessionState() {
        return read(send("GET", "auth/session/", null), SessionState::of);
    }

    public Sessions listSessions() {
        return read(sendSignedIn("GET", "account/sessions/", null), Sessions::of);
    }

    public void endSession(UUID id) {
        callSignedIn("DELETE", "account/sessions/" + id + "/", null);
    }

    public void endAllSessions() {
        callThatEnds("DELETE", "account/sessions/", null);
    }

    // ---- account

    /**
     * Makes an account; the service mails a verification code.
     *
     * @param captcha the answer of the captcha widget, or null if the service asks for none
     */
    public SignedUp signUp(String email, String password, String name, @Nullable String captcha) {
        Map<String, @Nullable String> body =
                body("email", email, "password", password, "name", name, "captcha", captcha);
        return read(send("POST", "auth/signup/", body), SignedUp::of);
    }

    /** Needs a session, or {@link #withBearer} with the verification token of the sign-up. */
    public VerifiedEmail verifyEmail(String verificationCode) {
        Map<String, @Nullable String> body = body("verification_code", verificationCode);
        return read(session.exclusively(() -> sendSignedIn("POST", "auth/verify-email/", body)), VerifiedEmail::of);
    }

    public void resendVerification(String email) {
        call("POST", "auth/resend-verification/", body("email", email));
    }

    public void forgotPassword(String email) {
        call("POST", "auth/password/forgot/", body("email", email));
    }

    public void resetPassword(String email, String code, String newPassword) {
        call("POST", "auth/password/reset/", body("email", email, "code", code, "new_password", newPassword));
    }

    public Account describeAccount() {
        return read(sendSignedIn("GET", "account/", null), Account::of);
    }

    public Account renameAccount(String name) {
        return read(sendSignedIn("PATCH", "account/", body("name", name)), Account::of);
    }

    public void changePassword(String currentPassword, String newPassword) {
        callSignedIn(
                "POST", "account/password/", body("current_password", currentPassword, "new_password", newPassword));
    }

    public void requestEmailChange(String newEmail, String currentPassword) {
        callSignedIn("POST", "account/email/", body("new_email", newEmail, "current_password", currentPassword));
    }

    public VerifiedEmail confirmEmailChange(String code) {
        Map<String, @Nullable String> body = body("code", code);
        return read(session.exclusively(() -> sendSignedIn("POST", "account/email/confirm/", body)), VerifiedEmail::of);
    }

    public void cancelEmailChange(String code) {
        call("POST", "account/email/cancel/", body("code", code));
    }

    public AccountExport exportAccount() {
        return read(sendSignedIn("GET", "account/export/", null), AccountExport::of);
    }

    public void deleteAccount(String currentPassword) {
        callThatEnds("POST", "account/delete/", body("current_password", currentPassword));
    }

    // ---- administration

    public Sessions inspectSessions(UUID id) {
        return read(sendSignedIn("GET", managed(id) + "sessions/", null), Sessions::of);
    }

    public void signAccountOut(UUID id) {
        callSignedIn("DELETE", managed(id) + "sessions/", null);
    }

    public void disableAccount(UUID id) {
        callSignedIn("POST", managed(id) + "disable/", null);
    }

    public void enableAccount(UUID id) {
        callSignedIn("POST", managed(id) + "enable/", null);
    }

    public AuditPage readAuditLog(AuditQuery query) {
        return read(sendSignedIn("GET", "admin/audit/" + query.encoded(), null), AuditPage::of);
    }

    /** A stream to close: it can be longer than the memory. Reading it has no timeout; closing it ends the response. */
    public InputStream exportAuditLog(AuditQuery query) {
        return sendSignedIn(new Transport.Call("GET", API + "admin/audit/export/" + query.encoded(), null, true))
                .body();
    }

    // ---- keys

    public JsonWebKeySet publicKeys() {
        return read(session.send(new Transport.Call("GET", "/.well-known/jwks.json", null)), JsonWebKeySet::of);
    }

    private static String managed(UUID account) {
        return "admin/accounts/" + account + "/";
    }

    /** Names and values in turn. */
    private static Map<String, @Nullable String> body(@Nullable String... members) {
        Map<String, @Nullable String> body = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            body.put(String.valueOf(members[i]), members[i + 1]);
        }
        return body;
    }

    private void call(String method, String path, @Nullable Map<String, @Nullable String> body) {
        HttpResponse<InputStream> unused = send(method, path, body);
    }

    private void callSignedIn(String method, String path, @Nullable Map<String, @Nullable String> body) {
        HttpResponse<InputStream> unused = sendSignedIn(method, path, body);
    }

    /** For a call that also ends the session of this client, unless it is sent with a token. */
    private void callThatEnds(String method, String path, @Nullable Map<String, @Nullable String> body) {
        if (bearer == null) {
            session.end(() -> sendSignedIn(method, path, body));
        } else {
            callSignedIn(method, path, body);
        }
    }

    private HttpResponse<InputStream> send(String method, String path, @Nullable Map<String, @Nullable String> body) {
        return session.send(new Transport.Call(method, API + path, body));
    }

    private HttpResponse<InputStream> sendSignedIn(
            String method, String path, @Nullable Map<String, @Nullable String> body) {
        return sendSignedIn(new Transport.Call(method, API + path, body));
    }

    private HttpResponse<InputStream> sendSignedIn(Transport.Call call) {
        return bearer == null
                ? session.sendSignedIn(call)
                : Transport.requireSuccess(transport.exchange(call, "Authorization", "Bearer " + bearer));
    }
}
