package dev.portcullis.bench.load;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client with an account and a session, which refreshes the session with each call. Each has an address of its own,
 * if the service trusts the proxy that it claims to be behind.
 */
public final class Member implements Caller {
    private static final String PASSWORD = "clockwork heron at noon";
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final Connection connection;
    private final String email;
    private final String address;
    private String accessToken = "";
    private String refreshToken = "";

    private Member(Connection connection) {
        this.connection = connection;
        this.email = UUID.randomUUID() + "@example.com";
        int number = ADDRESSES.incrementAndGet();
        this.address = "X-Forwarded-For: 198.18." + (number >> 8) + "." + (number & 255);
    }

    public static List<Member> join(URI service, int count) throws IOException {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(join(service));
        }
        return members;
    }

    public static Member join(URI service) throws IOException {
        Member member = new Member(new Connection(service));
        member.signUp();
        member.signIn();
        return member;
    }

    private void signUp() throws IOException {
        String body = "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"John Doe\",\"captcha\":\"\"}"
                .formatted(email, PASSWORD);
        connection.send("POST", "/api/v1/auth/signup/", List.of(address), body).expect(201);
    }

    /** Signs in and keeps the new session. */
    public void signIn() throws IOException {
        keep(signIn(connection).expect(204));
    }

    /** Signs in again on another connection and accepts any response. Thread-safe. */
    public Connection.Answer signIn(Connection from) throws IOException {
        String body = "{\"login\":\"%s\",\"password\":\"%s\",\"captcha\":\"\"}".formatted(email, PASSWORD);
        return from.send("POST", "/api/v1/auth/signin/", List.of(address), body);
    }

    @Override
    public void call() throws IOException {
        keep(connection
                .send(
                        "POST",
                        "/api/v1/auth/custom-refresh/",
                        List.of(address, "Cookie: refresh_token=" + refreshToken),
                        "")
                .expect(204));
    }

    private void keep(Connection.Answer answer) {
        accessToken = answer.cookie("access_token");
        refreshToken = answer.cookie("refresh_token");
    }

    /** Asks for the account with the access token, which is fresh at the start of a run. */
    public Caller bearer() {
        return new Caller() {
            @Override
            public void prepare() throws IOException {
                Member.this.call();
            }

            @Override
            public void call() throws IOException {
                List<String> headers = List.of(address, "Authorization: Bearer " + accessToken);
                connection.send("GET", "/api/v1/account/", headers, "").expect(200);
            }
        };
    }

    public String email() {
        return email;
    }

    /** The access token, valid for some minutes after the last call. */
    public String accessToken() {
        return accessToken;
    }
}
