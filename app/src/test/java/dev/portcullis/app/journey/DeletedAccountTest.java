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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What is left of an account that its owner deleted, in every table of the database (ADR 45). */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(TrustedProxy.class)
class DeletedAccountTest extends Journey {
    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    private static final String WRONG_PASSWORD = "another password";

    @Inject
    EncryptionKeys keys;

    private final EmailAddress email = anEmailAddress();

    private String signedIn(EmailAddress address) {
        Answer answer = api.signIn(address, Api.PASSWORD, TrustedProxy.fromANewNetwork());
        assertThat(answer.status()).isEqualTo(204);
        return answer.cookie("access_token");
    }

    private Answer send(String method, String path, Map<String, String> body, String access) {
        return api.call(method, path, body, access, TrustedProxy.fromANewNetwork());
    }

    private Answer delete(String access) {
        return send("POST", Api.DELETE, Map.of("current_password", Api.PASSWORD), access);
    }

    /** The tables with a row that contains one of these texts. */
    private List<String> tablesWith(String... texts) {
        return Tables.filled(Tables.rowsWith(database(), List.of(texts)));
    }

    private List<String> tablesWith(UUID pseudonym) {
        return tablesWith(pseudonym.toString(), pseudonym.toString().replace("-", ""));
    }

    private UUID loginInLog() {
        return HmacPseudonyms.forAuditLog(keys).of(email.value());
    }

    private UUID inRateLimits(String prefix) {
        return HmacPseudonyms.forRateLimits(keys).of(prefix + email.value());
    }

    @Test
    void leavesNothingThatLeadsToItsOwner() throws MessagingException {
        // Someone tries the address before it has an account.
        assertThat(api.signIn(email, WRONG_PASSWORD, TrustedProxy.fromANewNetwork())
                        .status())
                .isEqualTo(401);
        api.signUpAndVerify(email, TrustedProxy.fromANewNetwork());
        String access = signedIn(email);
        String name = "augusta-" + UUID.randomUUID();
        assertThat(send("PATCH", Api.ACCOUNT, Map.of("name", name), access).status())
                .isEqualTo(200);
        assertThat(api.signIn(email, WRONG_PASSWORD, TrustedProxy.fromANewNetwork())
                        .status())
                .isEqualTo(401);
        String id = api.account(access).json().path("id").asText();
        assertThat(send("GET", Api.EXPORT, Map.of(), access).status()).isEqualTo(200);

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
                        database(),
                        "select coalesce(e.masked_login, l.masked, '') from audit_event e"
                                + " left join audit_login l on l.alias = e.login_hash where account_id = '" + id
                                + "'"))
                .hasSizeGreaterThan(4)
                .containsOnly("");

        assertThat(api.signUp(email, TrustedProxy.fromANewNetwork()).status()).isEqualTo(201);
    }

    @Test
    void keepsOneOfTwoAdministratorsWhoLeaveAtOnce() {
        EmailAddress other = anEmailAddress();
        api.signUpAndVerify(email, TrustedProxy.fromANewNetwork());
        api.signUpAndVerify(other, TrustedProxy.fromANewNetwork());
        assertThat(Query.column(
                        database(),
                        "update account set groups = case when email in ('" + email.value() + "', '" + other.value()
                                + "') then array['admin'] else array_remove(groups, 'admin') end returning 1"))
                .hasSizeGreaterThan(1);
        List<String> tokens = List.of(signedIn(email), signedIn(other));

        List<CompletableFuture<Integer>> answers = tokens.stream()
                .map(access ->
                        CompletableFuture.supplyAsync(() -> delete(access).status(), NEW_THREAD))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(204, 409);
        assertThat(Query.column(database(), "select id from account where 'admin' = any(groups)"))
                .hasSize(1);
    }
}
