package dev.portcullis.bench.load;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A client with an account and a session, which refreshes the session with each call. */
public final class Member implements Caller {
    private static final String PASSWORD = "clockwork heron at noon";

    private final Connection connection;
    private final String email;
    private String accessToken;
    private String refreshToken;

    private Member(Connection connection, String email, Connection.Answer signedIn) {
        this.connection = connection;
        this.email = email;
        this.accessToken = signedIn.cookie("access_token");
        this.refreshToken = signedIn.cookie("refresh_token");
    }

    public static List<Member> join(URI service, int count) throws IOException {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(join(service));
        }
        return members;
    }

    public static Member join(URI service) throws IOException {
        Connection connection = new Connection(service);
        String email = UUID.randomUUID() + "@example.com";
        Connection.Answer signedUp = connection.send(
                "POST",
                "/api/v1/auth/signup/",
                List.of(),
                "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"John Doe\",\"captcha\":\"\"}"
                        .formatted(email, PASSWORD));
        expect(201, signedUp);
        Connection.Answer signedIn = signIn(connection, email);
        expect(204, signedIn);
        return new Member(connection, email, signedIn);
    }

    private static Connection.Answer signIn(Connection connection, String email) throws IOException {
        return connection.send(
                "POST",
                "/api/v1/auth/signin/",
                List.of(),
                "{\"login\":\"%s\",\"password\":\"%s\",\"captcha\":\"\"}".formatted(email, PASSWORD));
    }

    /** Signs in again on another connection and accepts any response. Thread-safe. */
    public Connection.Answer signIn(Connection from) throws IOException {
        return signIn(from, email);
    }

    @Override
    public void call() throws IOException {
        Connection.Answer refreshed = connection.send(
                "POST", "/api/v1/auth/custom-refresh/", List.of("Cookie: refresh_token=" + refreshToken), "");
        expect(204, refreshed);
        accessToken = refreshed.cookie("access_token");
        refreshToken = refreshed.cookie("refresh_token");
    }

    public String email() {
        return email;
    }

    /** The access token, valid for some minutes after the last call. */
    public String accessToken() {
        return accessToken;
    }

    private static void expect(int status, Connection.Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException("answered " + answer.status() + " instead of " + status + ": " + answer.body());
        }
    }
}
