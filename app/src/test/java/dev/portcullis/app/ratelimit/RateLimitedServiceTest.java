package dev.portcullis.app.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Query;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits as a caller meets them behind one proxy, which names each client. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@TestProfile(RateLimitedServiceTest.BehindOneProxy.class)
class RateLimitedServiceTest {
    public static final class BehindOneProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "portcullis.trusted-proxies", "1",
                    // Six at once, the next 20 seconds later.
                    "portcullis.throttle.refresh", "3");
        }
    }

    private static final String REFRESH = "/api/v1/auth/custom-refresh/";
    private static final String WRONG = "wrong_password";

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    DataSource database;

    @Inject
    Scheduler scheduler;

    private Api api;

    @BeforeEach
    void meetTheService() {
        api = new Api(base, answer -> {});
    }

    /** The header as the proxy extends it, after anything that the client sent. */
    private static String[] from(String client) {
        return new String[] {"X-Forwarded-For", client};
    }

    private static String aClient() {
        String random = UUID.randomUUID().toString();
        return "2001:db8:%s:%s::1".formatted(random.substring(0, 4), random.substring(4, 8));
    }

    private Answer refreshFrom(String client) {
        return api.send("POST", REFRESH, null, from(client));
    }

    private double refusedRefreshes() {
        return new Api(management, answer -> {})
                .send("GET", "/q/metrics", null)
                .body()
                .lines()
                .filter(line ->
                        line.startsWith("portcullis_throttle_refused_total{action=\"refresh\",limit=\"calls\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> column(String query) {
        return Query.column(database, query);
    }

    private String eventOf(Answer answer) {
        String request = answer.headers().get("x-request-id").get(0);
        return String.join(
                ", ", column("select type || ' ' || outcome from audit_event where request_id = '" + request + "'"));
    }

    /** By the name that the table has for it, after one wrong password. */
    private String loginGuessedAt(EmailAddress email) {
        List<String> others = column("select login::text from login_guess");
        assertThat(api.signIn(email, WRONG, from(aClient())).status()).isEqualTo(401);
        return column("select login::text from login_guess").stream()
                .filter(key -> !others.contains(key))
                .findFirst()
                .orElseThrow();
    }

    private void set(String login, int guesses, String lastAt) {
        assertThat(column("update login_guess set guesses = %d, last_at = %s where login = '%s' returning login::text"
                        .formatted(guesses, lastAt, login)))
                .containsExactly(login);
    }

    @Test
    void limitsEachAddressAndSaysSo() {
        String client = aClient();
        for (int left = 5; left >= 0; left--) {
            Answer answer = refreshFrom(client);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers().get("ratelimit-policy")).containsExactly("\"refresh\";q=6;w=120");
            assertThat(answer.headers().get("ratelimit").get(0)).startsWith("\"refresh\";r=" + left + ";t=");
        }

        Answer tooMany = refreshFrom(client);

        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.code()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(tooMany.headers().get("retry-after").get(0)))
                .isBetween(1, 20);
        assertThat(tooMany.headers().get("ratelimit").get(0)).startsWith("\"refresh\";r=0;t=");
        assertThat(refusedRefreshes()).isPositive();
        assertThat(refreshFrom(aClient()).status()).isEqualTo(401);
    }

    @Test
    void isNotFooledByAddressesThatTheClientWroteDown() {
        String client = aClient();
        for (int i = 0; i < 6; i++) {
            assertThat(refreshFrom(aClient() + ", " + client).status()).isEqualTo(401);
        }

        assertThat(refreshFrom(aClient() + ", " + client).status()).isEqualTo(429);
    }

    @Test
    void leavesTheCallersAddressAndTheRefusalInTheAuditLog() {
        String client = "2001:db8:0:0:"
                + "%s:0:0:1".formatted(UUID.randomUUID().toString().substring(0, 4));
        for (int i = 0; i < 7; i++) {
            assertThat(refreshFrom(client).status()).isIn(401, 429);
        }

        assertThat(column("select type || ' ' || reason from audit_event where client_address = '"
                        + client.replaceAll(":0+(?=[0-9a-f])", ":") + "' order by occurred_at desc limit 1"))
                .containsExactly("excess_rate_limit_exceeded too_many_attempts");
    }

    @Test
    void makesAGuesserWaitAndNotTheOwner() {
        EmailAddress email = api.aSignedUpAddress();
        String home = aClient();
        Answer signedIn = api.signIn(email, Api.PASSWORD, from(home));
        assertThat(signedIn.status()).isEqualTo(204);
        String login = loginGuessedAt(email);
        // 2^7 seconds after the last, which is now.
        set(login, 17, "clock_timestamp()");

        Answer stranger = api.signIn(email, Api.PASSWORD, from(aClient()));

        assertThat(stranger.status()).isEqualTo(429);
        assertThat(stranger.code()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(stranger.headers().get("retry-after").get(0)))
                .isBetween(68, 128);
        assertThat(eventOf(stranger)).isEqualTo("authn_login_fail_max refused");
        assertThat(api.refresh(signedIn.cookie("refresh_token")).status()).isEqualTo(204);
        assertThat(api.signIn(email, Api.PASSWORD, from(home)).status()).isEqualTo(204);
    }

    /** NIST SP 800-63B-4, 3.2.2. */
    @Test
    void refusesTheRightPasswordAfterAHundredWrongOnesInARow() {
        EmailAddress email = api.aSignedUpAddress();
        // Long enough ago for the longest delay to be over: only the number counts.
        set(loginGuessedAt(email), 100, "clock_timestamp() - interval '1 hour'");

        Answer answer = api.signIn(email, Api.PASSWORD, from(aClient()));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().get("retry-after").get(0))).isBetween(82_000, 82_800);
        assertThat(eventOf(answer)).isEqualTo("authn_login_lock refused");
    }

    /** ASVS 5.0, 6.3.5. */
    @Test
    void writesToTheHolderWhenTheRightPasswordComesAfterManyWrongOnes() throws MessagingException {
        EmailAddress email = api.aSignedUpAddress();
        assertThat(MailServer.newestOf(1, email)).isNotNull();
        execute("update account set email_verified = true where email = '" + email.value() + "'");
        set(loginGuessedAt(email), 10, "clock_timestamp() - interval '1 hour'");

        String[] headers = {"X-Forwarded-For", aClient(), "Accept-Language", "da"};
        assertThat(api.signIn(email, Api.PASSWORD, headers).status()).isEqualTo(204);

        MimeMessage mail = MailServer.newestOf(2, email);
        assertThat(mail.getSubject()).isEqualTo("Usædvanligt login på din konto hos Portcullis");
        assertThat(MailServer.text(mail)).contains("(UTC)", "skift den").doesNotContain(Api.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_bucket", "login_guess"})
    void letsNobodyInWhileNobodyCanTell(String table) {
        EmailAddress email = api.aSignedUpAddress();
        execute("""
                create function refuse() returns trigger language plpgsql as $$
                begin
                    raise exception 'too many connections' using errcode = '53300';
                end $$""");
        execute("create trigger refuse before insert on " + table + " execute function refuse()");
        Answer answer;
        try {
            answer = api.signIn(email, Api.PASSWORD, from(aClient()));
        } finally {
            execute("drop function refuse() cascade");
        }

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("database_unavailable");
        assertThat(answer.headers()).doesNotContainKey("set-cookie").containsKey("retry-after");
        assertThat(api.signIn(email, Api.PASSWORD, from(aClient())).status()).isEqualTo(204);
    }

    /** The first run is a minute after startup; until then its time is moved. */
    @Test
    void removesWhatNoLongerCountsEachMinute() {
        assertThat(scheduler.getScheduledJobs())
                .filteredOn(job -> String.valueOf(job.getMethodDescription()).contains("RateLimitJob"))
                .singleElement()
                .satisfies(job ->
                        assertThat(job.getNextFireTime()).isBefore(Instant.now().plusSeconds(121)));
    }
}
