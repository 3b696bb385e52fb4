package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Principal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalSessionsTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);

    private Optional<Account> activeAccount(Principal principal) {
        return portcullis.database.call(() -> portcullis.sessions.activeAccount(principal));
    }

    /** A token names both; the session decides. */
    @Test
    void findsNoAccountOfASessionThatIsNotItsOwn() {
        SignedIn stranger = SignedIn.someone(portcullis);

        assertThat(activeAccount(new Principal(holder.account(), holder.session())))
                .map(Account::id)
                .contains(holder.account());
        assertThat(activeAccount(new Principal(stranger.account(), holder.session())))
                .isEmpty();
    }
}
