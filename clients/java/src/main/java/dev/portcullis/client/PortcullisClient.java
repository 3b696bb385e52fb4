package dev.portcullis.client;

import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The whole API, with a method for each operation of its OpenAPI document. A method returns the body of the response, or
 * throws a {@link ProblemException}; a failed connection throws {@link java.io.UncheckedIOException}.
 *
 * <p>A client keeps the cookies of one session, so use one client per user. Calls that need a session refresh it ahead of
 * its expiry, once for all threads. Thread-safe.
 */
public final class PortcullisClient {
    private static final String API = "/api/v1/";

    private final Transport transport;
    private final @Nullable String bearer;

    private PortcullisClient(Transport transport, @Nullable String bearer) {
        this.transport = transport;
        this.bearer = bearer;
    }

    /** A client without a session, for a service such as {@code https://auth.example.com}. */
    public static PortcullisClient of(URI service) {
        return new PortcullisClient(new Transport(service, null), null);
    }

    /** As {@link #of(URI)}, with the language of problems and mails, such as {@code da}. */
    public static PortcullisClient of(URI service, String language) {
        return new PortcullisClient(new Transport(service, language), null);
    }

    /** The same client with a token instead of its session: an access token, or the verification token of a sign-up. */
    public PortcullisClient withBearer(String token) {
        return new PortcullisClient(transport, token);
    }

    // ---- session

    /**
     * Begins a session.
     *
     * @param captcha the answer of the captcha widget, or null if the service asks for none
     */
    public void signIn(String login, String password, @Nullable String captcha) {
        call("POST", "auth/signin/", body("login", login, "password", password, "captcha", captcha));
    }

    /** Refreshes now. Methods that need it do so by themselves. */
    public void refreshSession() {
        call("POST", "auth/custom-refresh/", null);
    }

    public void signOut() {
        call("POST", "auth/custom-logout/", null);
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
        callSignedIn("DELETE", "account/sessions/", null);
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
        return read(
                sendSignedIn("POST", "auth/verify-email/", body("verification_code", verificationCode)),
                VerifiedEmail::of);
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
        return read(sendSignedIn("POST", "account/email/confirm/", body("code", code)), VerifiedEmail::of);
    }

    public void cancelEmailChange(String code) {
        call("POST", "account/email/cancel/", body("code", code));
    }

    public AccountExport exportAccount() {
        return read(sendSignedIn("GET", "account/export/", null), AccountExport::of);
    }

    public void deleteAccount(String currentPassword) {
        callSignedIn("POST", "account/delete/", body("current_password", currentPassword));
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

    /** A stream to close: it can be longer than the memory. */
    public InputStream exportAuditLog(AuditQuery query) {
        return sendSignedIn("GET", "admin/audit/export/" + query.encoded(), null);
    }

    // ---- keys

    public JsonWebKeySet publicKeys() {
        return read(transport.send(new Transport.Call("GET", "/.well-known/jwks.json", null)), JsonWebKeySet::of);
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
        Transport.close(send(method, path, body));
    }

    private void callSignedIn(String method, String path, @Nullable Map<String, @Nullable String> body) {
        Transport.close(sendSignedIn(method, path, body));
    }

    private InputStream send(String method, String path, @Nullable Map<String, @Nullable String> body) {
        return transport.send(new Transport.Call(method, API + path, body));
    }

    private InputStream sendSignedIn(String method, String path, @Nullable Map<String, @Nullable String> body) {
        Transport.Call call = new Transport.Call(method, API + path, body);
        return bearer == null ? transport.sendSignedIn(call) : transport.sendWithToken(call, bearer);
    }

    private static <T> T read(InputStream body, Function<JsonObject, T> type) {
        return type.apply(JsonObject.read(Transport.text(body)));
    }
}
