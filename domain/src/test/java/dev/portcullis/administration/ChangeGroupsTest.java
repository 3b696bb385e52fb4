package dev.portcullis.administration;

import static dev.portcullis.audit.AuditEvents.failed;
import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.succeeded;
import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.AccountStore;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.administration.ChangeGroups.Change;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeGroupsTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
    private static final AccountId ID = new AccountId(UUID.randomUUID());

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    private void given(boolean verified, String... groups) {
        Account account = new Account(
                ID,
                EMAIL,
                new DisplayName("Ada"),
                verified,
                Set.of(groups),
                1,
                Instant.parse("2026-03-01T12:00:00Z"),
                false);
        assertThat(portcullis.database.call(() -> portcullis.accountStore.insert(account)))
                .isTrue();
    }

    private Result<Account> change(Change change) {
        return change(change, portcullis.accountStore);
    }

    private Result<Account> change(Change change, AccountStore accounts) {
        return new ChangeGroups(portcullis.useCases.auditor(), accounts)
                .execute(new ChangeGroups.Command(EMAIL, GroupName.AUDITOR, change, aCaller()));
    }

    private static AuditEvent changed(String reason) {
        return succeeded(AuditAction.CHANGE_GROUPS, "user_updated", reason, ID, null);
    }

    private static AuditEvent notChanged(@Nullable AccountId account, String reason) {
        return refused(AuditAction.CHANGE_GROUPS, "input_validation_fail", reason, account, null, EMAIL.attempted());
    }

    private Set<String> groups() {
        Optional<Account> account = portcullis.database.call(() -> portcullis.accountStore.find(ID));
        return account.orElseThrow().groups();
    }

    @Test
    void addsAnAccountToAGroup() {
        given(true, "staff");

        Account changed = change(Change.ADD).value();

        assertThat(changed.groups()).containsExactlyInAnyOrder("staff", "auditor");
        assertThat(groups()).isEqualTo(changed.groups());
        assertThat(portcullis.audit.events()).containsExactly(changed("added_to_auditor"));
    }

    @Test
    void removesAnAccountFromAGroup() {
        given(true, "staff", "auditor");

        assertThat(change(Change.REMOVE).isRefused()).isFalse();

        assertThat(groups()).containsExactly("staff");
        assertThat(portcullis.audit.events()).containsExactly(changed("removed_from_auditor"));
    }

    @Test
    void refusesWhereThereIsNothingToChange() {
        given(true, "auditor");
        Result<Account> unchanged = Result.<Account>refused(Reason.UNCHANGED).about(ID);
        assertThat(change(Change.ADD)).isEqualTo(unchanged);
        assertThat(change(Change.REMOVE).isRefused()).isFalse();
        // Each command is a process of its own.
        portcullis.writeCounts();
        assertThat(change(Change.REMOVE)).isEqualTo(unchanged);

        assertThat(portcullis.audit.events())
                .containsExactly(
                        notChanged(ID, "unchanged"), changed("removed_from_auditor"), notChanged(ID, "unchanged"));
    }

    @Test
    void addsNoMoreGroupsThanFitIntoAToken() {
        given(true, IntStream.range(0, 32).mapToObj(i -> "group-" + i).toArray(String[]::new));

        assertThat(change(Change.ADD))
                .isEqualTo(Result.<Account>refused(Reason.TOO_MANY_GROUPS).about(ID));

        assertThat(groups()).hasSize(32);
        assertThat(portcullis.audit.events()).containsExactly(notChanged(ID, "too_many_groups"));
    }

    @Test
    void knowsOnlyVerifiedAccounts() {
        Result<Account> unknown = Result.refused(Reason.UNKNOWN_ACCOUNT);
        assertThat(change(Change.ADD)).isEqualTo(unknown);
        portcullis.writeCounts();
        given(false);
        assertThat(change(Change.ADD)).isEqualTo(unknown);

        assertThat(groups()).isEmpty();
        assertThat(portcullis.audit.events())
                .containsExactly(notChanged(null, "unknown_account"), notChanged(null, "unknown_account"));
    }

    @Test
    void recordsTheAddressOfAChangeThatFails() {
        assertThatThrownBy(() -> change(Change.ADD, AccountFixtures.aBrokenStore()))
                .isInstanceOf(IllegalStateException.class);

        assertThat(portcullis.audit.events())
                .containsExactly(failed(AuditAction.CHANGE_GROUPS, "authz_fail", "fault", EMAIL.attempted()));
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        given(true);
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> change(Change.ADD)).isInstanceOf(AuditUnavailable.class);

        assertThat(groups()).isEmpty();
    }
}
