package dev.portcullis.session;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListSessionsTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SignedIn holder = SignedIn.someone(portcullis);
    private final SignedIn stranger = SignedIn.someone(portcullis);

    private Result<ListSessions.Listed> list(BearerToken token) {
        return portcullis.useCases.listSessions().execute(new ListSessions.Command(token));
    }

    @Test
    void listsOnlyTheSessionsOfTheCaller() {
        portcullis.clock.advance(Duration.ofMinutes(1));
        SignedIn later = holder.onAnotherDevice();

        ListSessions.Listed listed = list(later.bearer()).value();

        assertThat(listed.sessions())
                .extracting(Session::id)
                .containsExactly(holder.session(), later.session())
                .doesNotContain(stranger.session());
        assertThat(listed.current()).isEqualTo(later.session());
    }

    @Test
    void listsNoSessionThatHasEndedOrExpired() {
        portcullis.clock.advance(Duration.ofDays(14));
        SignedIn later = holder.onAnotherDevice();
        SignedIn ended = holder.onAnotherDevice();
        assertThat(portcullis.database.call(() ->
                        portcullis.sessions.end(holder.account(), ended.session(), Session.End.Reason.ENDED_BY_HOLDER)))
                .isTrue();

        assertThat(list(later.bearer()).value().sessions())
                .extracting(Session::id)
                .containsExactly(later.session());
        assertThat(list(ended.bearer())).isEqualTo(Result.refused(Reason.NOT_AUTHENTICATED));
    }

    @Test
    void leavesNoEvent() {
        int before = portcullis.audit.events().size();

        assertThat(reasonOf(list(holder.bearer()))).isEmpty();
        assertThat(reasonOf(list(new BearerToken("forged")))).contains(Reason.NOT_AUTHENTICATED);

        assertThat(portcullis.audit.events()).hasSize(before);
    }
}
