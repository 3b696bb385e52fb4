package dev.portcullis.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A client of one service whose database has many accounts: each call is for another of them. Sessions are a random
 * sample, renewed every few minutes, by {@link dev.portcullis.bench.service.BenchSessions}. Used by one thread at a
 * time.
 */
public final class Population implements AutoCloseable {
    private static final int SESSIONS = 250;

    /** The password of every account. */
    public static final String PASSWORD = "clockwork heron at noon";

    /** Access tokens are valid for five minutes. */
    private static final Duration FETCHED_FOR = Duration.ofMinutes(3);

    private record Member(String account, String accessToken, String refreshToken) {
        static Member parse(String line) {
            String[] parts = line.split(" ", -1);
            return new Member(parts[1], parts[2], parts[3]);
        }
    }

    private final Connection connection;
    private final int first;
    private final int last;
    private String auditor = "";
    private final Queue<Member> members = new ArrayDeque<>();
    private long fetchedAt;

    /**
     * Concurrent clients have ranges of their own, so that no session is refreshed twice at the same time.
     *
     * @param first number of the first account, from 1
     */
    public Population(URI service, int first, int last) throws IOException {
        this.connection = new Connection(service);
        this.first = first;
        this.last = last;
    }

    private Stream<Member> fetch(int from, int to, int count) throws IOException {
        return connection
                .send("GET", "/bench/sessions?first=" + from + "&last=" + to + "&count=" + count, List.of(), "")
                .expect(200)
                .body()
                .lines()
                .map(Member::parse);
    }

    /** Fetches sessions if the present ones are old. Not to be measured. */
    public void prepare() throws IOException {
        if (!members.isEmpty() && System.nanoTime() - fetchedAt < FETCHED_FOR.toNanos()) {
            return;
        }
        members.clear();
        fetch(first, last, SESSIONS).forEach(members::add);
        auditor = fetch(1, 1, 1).findFirst().orElseThrow().accessToken();
        fetchedAt = System.nanoTime();
    }

    private Member next() {
        Member next = members.remove();
        members.add(next);
        return next;
    }

    public void signIn() throws IOException {
        int number = ThreadLocalRandom.current().nextInt(first, last + 1);
        connection
                .send(
                        "POST",
                        "/api/v1/auth/signin/",
                        List.of(),
                        "{\"login\":\"user" + number + "@example.com\",\"password\":\"" + PASSWORD
                                + "\",\"captcha\":\"\"}")
                .expect(204);
    }

    public void refresh() throws IOException {
        Member member = members.remove();
        Connection.Answer refreshed = connection
                .send(
                        "POST",
                        "/api/v1/auth/custom-refresh/",
                        List.of("Cookie: refresh_token=" + member.refreshToken()),
                        "")
                .expect(204);
        members.add(new Member(member.account(), refreshed.cookie("access_token"), refreshed.cookie("refresh_token")));
    }

    public void account() throws IOException {
        get("/api/v1/account/", next().accessToken());
    }

    public void sessions() throws IOException {
        get("/api/v1/account/sessions/", next().accessToken());
    }

    /** The newest events of all. */
    public void newestEvents() throws IOException {
        get("/api/v1/admin/audit/?limit=100", auditor);
    }

    /** The events of one account. */
    public void eventsOfAccount() throws IOException {
        get("/api/v1/admin/audit/?limit=100&account=" + next().account(), auditor);
    }

    private void get(String path, String accessToken) throws IOException {
        connection
                .send("GET", path, List.of("Authorization: Bearer " + accessToken), "")
                .expect(200);
    }

    /** Writes one event, with nothing else in its transaction. */
    public void event() throws IOException {
        connection
                .send("POST", "/bench/audit/events?units=1&events=1", List.of(), "")
                .expect(200);
    }

    /**
     * Runs a job of {@link dev.portcullis.bench.service.BenchJobs} once.
     *
     * @return count and nanoseconds
     */
    public long[] job(String name) throws IOException {
        Connection.Answer done =
                connection.send("POST", "/bench/jobs/" + name, List.of(), "").expect(200);
        return Stream.of(done.body().split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
