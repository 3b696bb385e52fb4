package dev.portcullis.account;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import org.junit.jupiter.api.Test;

class DescribeAccountTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis, "staff");

    private Result<Account> describe(BearerToken token) {
        return portcullis.useCases.describeAccount().execute(new DescribeAccount.Command(token));
    }

    @Test
    void describesTheAccountOfTheCaller() {
        Account account = describe(holder.bearer()).value();

        assertThat(account.id()).isEqualTo(holder.account());
        assertThat(account.email()).isEqualTo(holder.email());
        assertThat(account.emailVerified()).isTrue();
        assertThat(account.groups()).containsExactly("staff");
    }

    @Test
    void requiresAnActiveSession() {
        assertThat(describe(new BearerToken("forged"))).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
        portcullis.database.run(() -> portcullis.sessions.endAllOf(holder.account()));

        assertThat(describe(holder.bearer())).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
    }

    @Test
    void leavesNoEvent() {
        int before = portcullis.audit.events().size();

        assertThat(reasonOf(describe(holder.bearer()))).isEmpty();
        assertThat(reasonOf(describe(new BearerToken("forged")))).contains(Reason.NOT_AUTHENTICATED);

        assertThat(portcullis.audit.events()).hasSize(before);
    }
}
