package dev.portcullis.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.kernel.AccountId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ListGroupsTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final ListGroups listGroups = portcullis.useCases.listGroups();

    @Test
    void listsTheGroupsInAlphabeticalOrder() {
        Account account = new Account(
                new AccountId(UUID.randomUUID()),
                EMAIL,
                new DisplayName("Ada"),
                true,
                Set.of("staff", "auditor", "editor"),
                1,
                Instant.parse("2026-03-01T12:00:00Z"),
                false);
        assertThat(portcullis.database.call(() -> portcullis.accountStore.insert(account)))
                .isTrue();

        assertThat(listGroups.execute(EMAIL))
                .hasValueSatisfying(groups -> assertThat(groups).containsExactly("auditor", "editor", "staff"));
    }

    @Test
    void isEmptyForAnUnknownAddress() {
        assertThat(listGroups.execute(EMAIL)).isEmpty();
    }
}
