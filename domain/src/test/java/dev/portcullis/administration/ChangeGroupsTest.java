package dev.portcullis.administration;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.GroupName;
import dev.portcullis.administration.ChangeGroups.Change;
import dev.portcullis.administration.ChangeGroups.Outcome;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.session.InMemoryPortcullis;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangeGroupsTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
    private static final AccountId ID = new AccountId(UUID.randomUUID());

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    private void given(boolean verified, String... groups) {
        Account account = new Account(
                ID, EMAIL, new DisplayName("Ada"), verified, Set.of(groups), 1, Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(portcullis.database.call(() -> portcullis.accountStore.insert(account)))
                .isTrue();
    }

    private Outcome change(Change change) {
        return new ChangeGroups(portcullis.accountStore, portcullis.database, portcullis.attempts)
                .execute(new ChangeGroups.Command(EMAIL, GroupName.AUDITOR, change, aCaller()));
    }

    private Set<String> groups() {
        Optional<Account> account = portcullis.database.call(() -> portcullis.accountStore.find(ID));
        return account.orElseThrow().groups();
    }

    @Test
    void addsAnAccountToAGroup() {
        given(true, "staff");

        Outcome.Changed changed = (Outcome.Changed) change(Change.ADD);

        assertThat(changed.account().groups()).containsExactlyInAnyOrder("staff", "auditor");
        assertThat(groups()).isEqualTo(changed.account().groups());
        assertThat(portcullis.audit.events()).containsExactly(new AuditEvent.GroupsChanged(ID, "added_to_auditor"));
    }

    @Test
    void removesAnAccountFromAGroup() {
        given(true, "staff", "auditor");

        assertThat(change(Change.REMOVE)).isInstanceOf(Outcome.Changed.class);

        assertThat(groups()).containsExactly("staff");
        assertThat(portcullis.audit.events()).containsExactly(new AuditEvent.GroupsChanged(ID, "removed_from_auditor"));
    }

    @Test
    void changesNothingWhereThereIsNothingToChange() {
        given(true, "auditor");
        assertThat(change(Change.ADD)).isEqualTo(new Outcome.Unchanged(ID));
        assertThat(change(Change.REMOVE)).isInstanceOf(Outcome.Changed.class);
        assertThat(change(Change.REMOVE)).isEqualTo(new Outcome.Unchanged(ID));

        assertThat(portcullis.audit.events())
                .containsExactly(
                        new AuditEvent.GroupsNotChanged(ID, EMAIL.attempted(), "unchanged"),
                        new AuditEvent.GroupsChanged(ID, "removed_from_auditor"),
                        new AuditEvent.GroupsNotChanged(ID, EMAIL.attempted(), "unchanged"));
    }

    @Test
    void knowsOnlyVerifiedAccounts() {
        assertThat(change(Change.ADD)).isEqualTo(new Outcome.UnknownAccount());
        given(false);
        assertThat(change(Change.ADD)).isEqualTo(new Outcome.UnknownAccount());

        assertThat(groups()).isEmpty();
        assertThat(portcullis.audit.events())
                .containsExactly(
                        new AuditEvent.GroupsNotChanged(null, EMAIL.attempted(), "unknown_account"),
                        new AuditEvent.GroupsNotChanged(null, EMAIL.attempted(), "unknown_account"));
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        given(true);
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> change(Change.ADD)).isInstanceOf(AuditUnavailable.class);

        assertThat(groups()).isEmpty();
    }
}
