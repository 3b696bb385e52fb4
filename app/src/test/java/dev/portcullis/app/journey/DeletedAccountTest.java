package dev.portcullis.app.journey;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.crypto.EncryptionKeys;
import dev.portcullis.app.crypto.HmacPseudonyms;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.TrustedProxy;
import dev.portcullis.app.servers.Waits;
import dev.portcullis.audit.seal.VerifyAuditLog.Report;
import dev.portcullis.composition.UseCases;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of an account that its owner deleted, in every table of the database (ADR 45). */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(TrustedProxy.class)
class DeletedAccountTest {
    private static final String DELETE = Api.ACCOUNT + "delete/";
    private static final String WRONG_PASSWORD = "another password";

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementInterface;

    @Inject
    DataSource database;

    @Inject
    EncryptionKeys keys;

    @Inject
    UseCases useCases;

    private Api api;
    private final EmailAddress email = anEmailAddress();

    @BeforeEach
    void call() {
        api = new Api(base, OpenApiDocument.servedAt(managementInterface)::requireAsDocumented);
    }

    private String signedIn(EmailAddress address) {
        Answer answer = api.signIn(address, Api.PASSWORD, TrustedProxy.fromANewNetwork());
        assertThat(answer.status()).isEqualTo(204);
        return answer.cookie("access_token");
    }

    private Answer send(String method, String path, Map<String, String> body, String access) {
        String[] network = TrustedProxy.fromANewNetwork();
        return api.send(
                method,
                path,
                body.isEmpty() ? null : Api.json(body),
                "Authorization",
                "Bearer " + access,
                network[0],
                network[1]);
    }

    private Answer delete(String access) {
        return send("POST", DELETE, Map.of("current_password", Api.PASSWORD), access);
    }

    private void signUpAndVerify(EmailAddress address) {
        Answer signedUp = api.signUp(address, TrustedProxy.fromANewNetwork());
        assertThat(signedUp.status()).isEqualTo(201);
        String token = signedUp.json().path("verification_token").asText();
        assertThat(api.verify(token, Api.codeMailedTo(address)).status()).isEqualTo(200);
    }

    /** The tables with a row in which a column of any type, arrays, JSON and bytes among them, contains the text. */
    private List<String> tablesWith(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return Query.column(
                        database,
                        "select oid::regclass::text from pg_class where relkind in ('r', 'p') and not relispartition"
                                + " and relnamespace = current_schema()::regnamespace order by 1")
                .stream()
                .filter(table -> !Query.column(
                                database,
                                "select 1 from " + table + " t where strpos(lower(t::text), '" + text
                                        + "') > 0 or strpos(lower(t::text), '" + hex + "') > 0 limit 1")
                        .isEmpty())
                .toList();
    }

    private List<String> tablesWith(UUID pseudonym) {
        return Stream.of(pseudonym.toString(), pseudonym.toString().replace("-", ""))
                .flatMap(text -> tablesWith(text).stream())
                .distinct()
                .toList();
    }

    private UUID loginInLog() {
        return HmacPseudonyms.forAuditLog(keys).of(email.value());
    }

    private UUID inRateLimits(String prefix) {
        return HmacPseudonyms.forRateLimits(keys).of(prefix + email.value());
    }

    @Test
    void leavesNothingThatLeadsToItsOwnerAndAnIntactAuditLog() throws MessagingException {
        // Someone tries the address before it has an account.
        assertThat(api.signIn(email, WRONG_PASSWORD, TrustedProxy.fromANewNetwork())
                        .status())
                .isEqualTo(401);
        signUpAndVerify(email);
        String access = signedIn(email);
        String name = "augusta-" + UUID.randomUUID();
        assertThat(send("PATCH", Api.ACCOUNT, Map.of("name", name), access).status())
                .isEqualTo(200);
        assertThat(api.signIn(email, WRONG_PASSWORD, TrustedProxy.fromANewNetwork())
                        .status())
                .isEqualTo(401);
        String id = api.account(access).json().path("id").asText();
        assertThat(send("GET", Api.ACCOUNT + "export/", Map.of(), access).status())
                .isEqualTo(200);

        // The search finds what is there.
        assertThat(tablesWith(email.value())).contains("account");
        assertThat(tablesWith(name)).containsExactly("account");
        assertThat(tablesWith(loginInLog())).containsExactly("audit_login");
        assertThat(tablesWith(inRateLimits("login "))).contains("login_guess", "known_network");
        assertThat(tablesWith(id)).contains("account", "audit_event", "credential", "mail_outbox", "session");

        assertThat(delete(access).status()).isEqualTo(204);

        assertThat(MailServer.newestOf(2, email).getSubject()).isEqualTo("Your Portcullis account was deleted");
        Waits.patiently()
                .untilAsserted(() -> assertThat(tablesWith(email.value())).isEmpty());
        assertThat(tablesWith(name)).isEmpty();
        assertThat(tablesWith(loginInLog())).isEmpty();
        assertThat(tablesWith(inRateLimits("login "))).isEmpty();
        assertThat(tablesWith(inRateLimits("reset of "))).isEmpty();
        // Until the limit of sign-ups with the address is full again, or deleting would be a way around it.
        assertThat(tablesWith(inRateLimits("SIGN_UP of "))).isSubsetOf("rate_bucket");
        assertThat(tablesWith(id)).containsExactly("audit_event");
        assertThat(Query.column(
                        database,
                        "select coalesce(e.masked_login, l.masked, '') from audit_event e"
                                + " left join audit_login l on l.alias = e.login_hash where account_id = '" + id
                                + "'"))
                .hasSizeGreaterThan(4)
                .containsOnly("");
        assertThat(useCases.verifyAuditLog().execute(null, (done, total) -> {})).isInstanceOf(Report.Intact.class);

        assertThat(api.signUp(email, TrustedProxy.fromANewNetwork()).status()).isEqualTo(201);
    }

    @Test
    void keepsOneOfTwoAdministratorsWhoLeaveAtOnce() {
        EmailAddress other = anEmailAddress();
        signUpAndVerify(email);
        signUpAndVerify(other);
        assertThat(Query.column(
                        database,
                        "update account set groups = case when email in ('" + email.value() + "', '" + other.value()
                                + "') then array['admin'] else array_remove(groups, 'admin') end returning 1"))
                .hasSizeGreaterThan(1);
        List<String> tokens = List.of(signedIn(email), signedIn(other));

        List<CompletableFuture<Integer>> answers = tokens.stream()
                .map(access ->
                        CompletableFuture.supplyAsync(() -> delete(access).status()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(204, 409);
        assertThat(Query.column(database, "select id from account where 'admin' = any(groups)"))
                .hasSize(1);
    }
}
