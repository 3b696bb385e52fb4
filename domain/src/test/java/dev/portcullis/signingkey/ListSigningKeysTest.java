package dev.portcullis.signingkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListSigningKeysTest {
    private final TickingClock clock = new TickingClock();
    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore(database, clock);
    private final KeyPolicy policy = new KeyPolicy(Duration.ofDays(30), Duration.ofDays(1));
    private final ListSigningKeys listSigningKeys = new ListSigningKeys(store, database);

    @Test
    void listsNothingIfThereIsNoKey() {
        assertThat(listSigningKeys.execute()).isEmpty();
    }

    @Test
    void listsEachKeyWithItsStateTheLatestToSignFirst() {
        EnsureSigningKeys ensure = new EnsureSigningKeys(store, new CountingKeyPairGenerator(), policy, database);
        EnsureSigningKeys.Outcome first = ensure.execute();
        clock.advance(Duration.ofDays(29).plusHours(1));
        EnsureSigningKeys.Outcome second = ensure.execute();

        assertThat(first).isNotEqualTo(second);
        assertThat(listSigningKeys.execute())
                .extracting(ListSigningKeys.Listed::state)
                .containsExactly(SigningKeySchedule.State.NEXT, SigningKeySchedule.State.CURRENT);
        assertThat(listSigningKeys.execute().get(0).schedule().signsFrom()).isAfter(clock.instant());
    }
}
