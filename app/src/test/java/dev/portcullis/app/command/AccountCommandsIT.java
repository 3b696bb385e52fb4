package dev.portcullis.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.app.journey.Api;
import dev.portcullis.app.servers.CommandProcess;
import dev.portcullis.app.servers.CommandProcess.Ended;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The commands that manage accounts, beside the running service. */
@Tag("processes")
class AccountCommandsIT extends BesideTheService {
    AccountCommandsIT() {
        super("account-commands");
    }

    @Test
    void groupsAreChangedAndShown() throws Exception {
        Ended added = database.run("account", "groups", service.email().value(), "--add", "auditor", "--add", "staff");
        assertThat(added.status()).as(added.toString()).isZero();
        assertThat(added.out().lines()).containsExactly("auditor", "staff");

        Ended removed = database.run("account", "groups", service.email().value(), "--remove", "auditor");
        assertThat(removed.out().lines()).containsExactly("staff");
        assertThat(database.run("account", "groups", service.email().value())
                        .out()
                        .lines())
                .containsExactly("staff");

        assertThat(database.column(
                        "select reason from audit_event where action = 'change_groups' and outcome = 'success'"
                                + " order by occurred_at"))
                .containsExactly("added_to_auditor", "added_to_staff", "removed_from_auditor");
        assertThat(database.column("select id from audit_event where user_agent like '%"
                        + service.email().value() + "%'"))
                .isEmpty();
    }

    @Test
    void groupsOfAnUnknownAccountFail() throws Exception {
        Ended ended = database.run("account", "groups", "nobody@example.com", "--add", "auditor");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().contains("No account");
    }

    @Test
    void accountsAreDisabledEnabledAndSignedOut() throws Exception {
        EmailAddress other = service.api().aSignedUpAddress();
        String refresh = service.api().signIn(other, Api.PASSWORD).cookie("refresh_token");

        Ended disabled = database.run("account", "disable", other.value());
        assertThat(disabled.status()).as(disabled.toString()).isZero();
        assertThat(service.api().refresh(refresh).status()).isEqualTo(401);
        assertThat(service.api().signIn(other, Api.PASSWORD).status()).isEqualTo(401);

        assertThat(database.run("account", "enable", other.value()).status()).isZero();
        String again = service.api().signIn(other, Api.PASSWORD).cookie("refresh_token");
        assertThat(database.run("account", "sign-out", other.value()).status()).isZero();
        assertThat(service.api().refresh(again).status()).isEqualTo(401);

        assertThat(database.run("account", "disable", "nobody@example.com").status())
                .isEqualTo(1);
        assertThat(database.column("select reason from audit_event where client_address = 'local'"
                        + " and action in ('change_status', 'end_sessions') and (account_id is null or account_id ="
                        + " (select id from account where email = '" + other.value() + "')) order by occurred_at"))
                .containsExactly("disabled", "enabled", "ended_by_administrator", "unknown_account");
    }

    /** The bytes of UTF-8 are written by the shell: the JVM of the test may run under such a locale as well. */
    private Ended underC(String script, String... arguments) throws IOException, InterruptedException {
        return CommandProcess.runUnder(Map.of("LC_ALL", "C", "LANG", "C"), script, database.settings(), arguments);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no locale to set by the environment")
    void argumentsAreUtf8AlsoUnderTheLocaleC() throws Exception {
        EmailAddress danish = new EmailAddress("d\u00f8rte@s\u00f8rensen.example");
        assertThat(service.api().signUp(danish).status()).isEqualTo(201);

        Ended ended =
                underC("exec \"$@\" \"$(printf 'd\\303\\270rte@s\\303\\270rensen.example')\"", "account", "disable");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(database.column("select count(*) from account where disabled and email = '" + danish.value() + "'"))
                .containsExactly("1");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no locale to set by the environment")
    void theErrorForAnUndecodableArgumentNamesTheCharset() throws Exception {
        Ended ended = underC("exec \"$@\" \"$(printf 'd\\370rte@example.com')\"", "account", "disable");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("LC_ALL=C.UTF-8").doesNotContain("is not an e-mail address");
    }
}
