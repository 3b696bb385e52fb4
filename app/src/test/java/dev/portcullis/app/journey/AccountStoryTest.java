package dev.portcullis.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.MailServer;
import dev.portcullis.app.servers.Waits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The whole life of one account, over HTTP and SMTP, from its sign-up to its deletion, and what is left of it. Also against
 * the packaged service. Each mail to its mailboxes is read.
 */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
class AccountStoryTest extends Journey {
    private static final String[] IN_DANISH = {"Accept-Language", "da"};
    private static final String WRONG_PASSWORD = "not the password of anyone";
    private static final String SECOND_PASSWORD = "staple battery horse";
    private static final String LAST_PASSWORD = "battery staple horse";
    private static final Pattern CANCELLATION = Pattern.compile("\\b([0-9a-f]{32})\\b");

    /** The events of the account until it is exported. */
    private static final String LIFE = """
            sign_up success, verify_email success, sign_in success, change_name success, \
            change_password success, change_password success, \
            request_email_change success, confirm_email_change success, sign_in success, sign_in success, \
            request_email_change success, confirm_email_change success, cancel_email_change success, \
            refresh refused, sign_in refused, cancel_email_change refused, reset_password success, \
            sign_in success, reset_password success, refresh refused, sign_in refused, reset_password refused, \
            sign_in success, sign_in success, end_sessions success, refresh refused, sign_in success""";

    private final EmailAddress first = anAddress();
    private final EmailAddress second = anAddress();
    private final EmailAddress third = anAddress();
    private final String name = "augusta-" + UUID.randomUUID();
    private String id = "";

    /** The number of mails that were read in each mailbox. */
    private final Map<EmailAddress, Integer> read = new HashMap<>();

    /** Also its masked form is found in the database: no other test has addresses of this letter. */
    private static EmailAddress anAddress() {
        return new EmailAddress(UUID.randomUUID() + "@ødegård.example");
    }

    @Test
    void livesFromSignUpToDeletionAndSignsUpAgain() throws Exception {
        signsUpAndVerifiesWithASecondCode();
        String access = signsInAndChoosesAName();
        changesItsPasswordAndChangesItBack(access);
        movesToAnotherAddress(access);
        isMovedByAThiefAndTakenBackFromTheOldMailbox();
        resetsThePasswordAsItMust();
        resetsItAgainWhichEndsAllSessions();
        listsItsSessionsAndEndsThemAll();
        exportsItsLife();
        Map<String, Integer> before = rows();
        isDeletedByTheRightPasswordAlone();
        leavesWhatIsDocumented(before);
        isUnknownAndMaySignUpAgain();
        hasReadAllItsMail();
    }

    // ---- the chapters

    private void signsUpAndVerifiesWithASecondCode() throws Exception {
        Answer signedUp = api.signUp(first);
        assertThat(signedUp.status()).isEqualTo(201);
        id = signedUp.json().path("id").asText();
        mail(first, "Your Portcullis verification code");

        done(202, api.call("POST", Api.RESEND, Map.of("email", first.value()), ""));
        String code = code(mail(first, "Your Portcullis verification code"));
        done(200, api.verify(signedUp.json().path("verification_token").asText(), code));
    }

    private String signsInAndChoosesAName() {
        String access = signIn(first, Api.PASSWORD).cookie("access_token");
        done(200, api.call("PATCH", Api.ACCOUNT, Map.of("name", name), access));
        assertThat(api.account(access).json().path("name").asText()).isEqualTo(name);
        return access;
    }

    private void changesItsPasswordAndChangesItBack(String access) throws Exception {
        done(204, changePassword(Api.PASSWORD, SECOND_PASSWORD, access));
        MimeMessage inEnglish = mail(first, "Your Portcullis password was changed");
        done(204, changePassword(SECOND_PASSWORD, Api.PASSWORD, access, IN_DANISH));
        MimeMessage inDanish = mail(first, "Din adgangskode til Portcullis er ændret");
        for (MimeMessage mail : List.of(inEnglish, inDanish)) {
            assertThat(MailServer.text(mail)).contains("(UTC)").doesNotContain("<", SECOND_PASSWORD, Api.PASSWORD);
            assertThat(MailServer.html(mail)).contains("<html", "(UTC)");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        }
    }

    private void movesToAnotherAddress(String access) throws Exception {
        done(401, requestChange(second, ""));
        done(202, requestChange(second, access));
        mail(first, "The e-mail address of your Portcullis account is about to change");
        Answer confirmed = confirmChange(code(mail(second, "Confirm your new Portcullis address")), access);
        JsonNode account = api.account(confirmed.cookie("access_token")).json();
        assertThat(account.path("email").asText()).isEqualTo(second.value());
        done(401, api.signIn(first, Api.PASSWORD));
    }

    private void isMovedByAThiefAndTakenBackFromTheOldMailbox() throws Exception {
        Answer owner = signIn(second, Api.PASSWORD);
        String thief = signIn(second, Api.PASSWORD).cookie("access_token");
        done(202, requestChange(third, thief, IN_DANISH));
        MimeMessage warning = mail(second, "E-mailadressen til din konto hos Portcullis er ved at blive ændret");
        assertThat(MailServer.html(warning)).contains("<html lang=\"da\"");
        confirmChange(code(mail(third, "Bekræft din nye adresse hos Portcullis")), thief);
        done(401, api.signIn(second, Api.PASSWORD));

        Matcher cancellation = CANCELLATION.matcher(MailServer.text(warning));
        assertThat(cancellation.find()).isTrue();
        done(204, cancelChange(cancellation.group(1)));

        done(401, api.account(thief));
        done(401, api.refresh(owner.cookie("refresh_token")));
        done(401, api.signIn(third, Api.PASSWORD));
        done(401, api.signIn(second, Api.PASSWORD));
        done(400, cancelChange(cancellation.group(1)));
    }

    private void resetsThePasswordAsItMust() throws Exception {
        done(204, reset(codeOfAForgottenPassword(), SECOND_PASSWORD));
        mail(second, "Your Portcullis password was reset");
    }

    private void resetsItAgainWhichEndsAllSessions() throws Exception {
        Answer signedIn = signIn(second, SECOND_PASSWORD);
        String code = codeOfAForgottenPassword();
        done(200, api.account(signedIn.cookie("access_token")));
        done(204, reset(code, LAST_PASSWORD, IN_DANISH));
        mail(second, "Din adgangskode til Portcullis er nulstillet");

        done(401, api.account(signedIn.cookie("access_token")));
        done(401, api.refresh(signedIn.cookie("refresh_token")));
        done(401, api.signIn(second, SECOND_PASSWORD));
        done(400, reset(code, LAST_PASSWORD));
    }

    private void listsItsSessionsAndEndsThemAll() {
        Answer phone = signIn(second, LAST_PASSWORD);
        String access = signIn(second, LAST_PASSWORD).cookie("access_token");
        JsonNode sessions =
                api.call("GET", Api.SESSIONS, Map.of(), access).json().path("sessions");
        assertThat(sessions).hasSize(2);
        assertThat(sessions.findValuesAsText("current")).containsExactlyInAnyOrder("true", "false");

        Answer ended = done(204, api.call("DELETE", Api.SESSIONS, Map.of(), access));
        assertThat(ended.cookie("refresh_token")).isEmpty();
        done(401, api.account(access));
        done(401, api.refresh(phone.cookie("refresh_token")));
    }

    private void exportsItsLife() {
        String access = signIn(second, LAST_PASSWORD).cookie("access_token");
        Answer exported = done(200, api.call("GET", Api.EXPORT, Map.of(), access));
        assertThat(exported.headers()).containsEntry("cache-control", List.of("no-store"));
        JsonNode export = exported.json();
        assertThat(export.at("/account/id").asText()).isEqualTo(id);
        assertThat(export.at("/account/email").asText()).isEqualTo(second.value());
        assertThat(export.at("/account/name").asText()).isEqualTo(name);
        assertThat(export.path("sessions")).hasSize(1);
        assertThat(export.path("notices").findValuesAsText("kind"))
                .contains("verification_code", "email_change_requested", "password_reset");
        List<String> events = new ArrayList<>();
        export.path("events")
                .forEach(event -> events.add(event.path("action").asText() + " "
                        + event.path("outcome").asText()));
        assertThat(String.join(", ", events)).isEqualTo(LIFE);
    }

    private void isDeletedByTheRightPasswordAlone() throws Exception {
        Answer signedIn = signIn(second, LAST_PASSWORD);
        String access = signedIn.cookie("access_token");
        done(400, api.call("POST", Api.DELETE, Map.of("current_password", WRONG_PASSWORD), access));
        done(200, api.account(access));

        Answer deleted =
                done(204, api.call("POST", Api.DELETE, Map.of("current_password", LAST_PASSWORD), access, IN_DANISH));

        assertThat(deleted.cookie("access_token")).isEmpty();
        mail(second, "Din konto hos Portcullis er slettet");
        done(401, api.account(access));
        done(401, api.refresh(signedIn.cookie("refresh_token")));
    }

    private void leavesWhatIsDocumented(Map<String, Integer> before) throws Exception {
        assertThat(String.join(" ", Tables.filled(before)))
                .isEqualTo("account audit_event audit_login credential email_change mail_outbox session");
        // The last mail leaves the outbox just after it has arrived.
        Waits.patiently().untilAsserted(() -> assertThat(Tables.filled(rows())).containsExactly("audit_event"));
        assertThat(Tables.documented()).contains("audit_event");
        assertThat(Tables.names(database())).containsAll(Tables.documented());
        Tables.report(before, rows());
    }

    private void isUnknownAndMaySignUpAgain() throws Exception {
        done(401, api.signIn(second, LAST_PASSWORD));
        Answer again = done(201, api.signUp(second));
        assertThat(again.json().path("id").asText()).isNotEqualTo(id);
        mail(second, "Your Portcullis verification code");
    }

    private void hasReadAllItsMail() {
        read.forEach((mailbox, mails) -> assertThat(MailServer.mailsTo(mailbox)).hasSize(mails));
    }

    // ---- its sentences

    private String codeOfAForgottenPassword() throws Exception {
        done(202, api.call("POST", Api.FORGOT, Map.of("email", second.value()), ""));
        return code(mail(second, "Your Portcullis code for a new password"));
    }

    @CanIgnoreReturnValue
    private static Answer done(int status, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private Answer signIn(EmailAddress email, String password) {
        return done(204, api.signIn(email, password));
    }

    private Answer changePassword(String current, String chosen, String access, String... headers) {
        Map<String, String> change = Map.of("current_password", current, "new_password", chosen);
        return api.call("POST", Api.PASSWORD_CHANGE, change, access, headers);
    }

    private Answer requestChange(EmailAddress to, String access, String... headers) {
        Map<String, String> change = Map.of("new_email", to.value(), "current_password", Api.PASSWORD);
        return api.call("POST", Api.EMAIL, change, access, headers);
    }

    @CanIgnoreReturnValue
    private Answer confirmChange(String code, String access) {
        return done(200, api.call("POST", Api.EMAIL + "confirm/", Map.of("code", code), access));
    }

    private Answer cancelChange(String code) {
        return api.call("POST", Api.EMAIL + "cancel/", Map.of("code", code), "");
    }

    private Answer reset(String code, String chosen, String... headers) {
        Map<String, String> reset = Map.of("email", second.value(), "code", code, "new_password", chosen);
        return api.call("POST", Api.RESET, reset, "", headers);
    }

    /** The next mail to a mailbox. */
    @CanIgnoreReturnValue
    private MimeMessage mail(EmailAddress mailbox, String subject) throws Exception {
        MimeMessage mail = MailServer.newestOf(read.merge(mailbox, 1, Integer::sum), mailbox);
        assertThat(mail.getSubject()).isEqualTo(subject);
        return mail;
    }

    private static String code(MimeMessage mail) {
        return MailServer.codeIn(mail).reveal();
    }

    /** By table, the rows that lead to the account: its id, its addresses, also masked, and its name. */
    private Map<String, Integer> rows() {
        return Tables.rowsWith(database(), List.of(id, first.value(), second.value(), third.value(), name, "***@ø***"));
    }
}
