package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every maker of access tokens answers. */
public interface AccessTokensContract {
    AccessTokens accessTokens();

    /** A token that was issued so long ago. */
    AccessToken issuedAgo(Duration age, Account account, SessionId session);

    private static SessionId aSession() {
        return new SessionId(UUID.randomUUID());
    }

    @Test
    default void readsTheAccountAndTheSessionOfWhatItIssued() {
        Account account = AccountFixtures.anUnverifiedAccount();
        SessionId session = aSession();

        AccessToken token = accessTokens().issue(account, session);

        assertThat(token.lifetime()).isPositive();
        assertThat(accessTokens().read(new BearerToken(token.reveal()))).contains(new Principal(account.id(), session));
    }

    @Test
    default void issuesNoTokenTwice() {
        Account account = AccountFixtures.anUnverifiedAccount();
        SessionId session = aSession();

        assertThat(accessTokens().issue(account, session).reveal())
                .isNotEqualTo(accessTokens().issue(account, session).reveal());
    }

    @Test
    default void refusesATokenWhoseLifetimeIsOver() {
        Account account = AccountFixtures.anUnverifiedAccount();
        Duration lifetime = accessTokens().issue(account, aSession()).lifetime();

        AccessToken stillGood = issuedAgo(lifetime.minusSeconds(5), account, aSession());
        AccessToken over = issuedAgo(lifetime, account, aSession());

        assertThat(accessTokens().read(new BearerToken(stillGood.reveal()))).isPresent();
        assertThat(accessTokens().read(new BearerToken(over.reveal()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "..", "YOUR_JWT_TOKEN", "\ud800"})
    default void refusesWhatItNeverIssued(String text) {
        assertThat(accessTokens().read(new BearerToken(text))).isEmpty();
    }

    @Test
    default void neverShowsAToken() {
        AccessToken token = accessTokens().issue(AccountFixtures.anUnverifiedAccount(), aSession());

        assertThat("" + token).doesNotContain(token.reveal());
        assertThat("" + new BearerToken(token.reveal())).doesNotContain(token.reveal());
    }
}
