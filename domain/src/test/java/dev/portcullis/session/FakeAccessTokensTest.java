package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.TickingClock;
import java.time.Duration;

class FakeAccessTokensTest implements AccessTokensContract {
    private final TickingClock clock = new TickingClock();
    private final FakeAccessTokens tokens = new FakeAccessTokens(clock);

    @Override
    public AccessTokens accessTokens() {
        return tokens;
    }

    @Override
    public AccessToken issuedAgo(Duration age, Account account, SessionId session) {
        clock.advance(age.negated());
        AccessToken token = tokens.issue(account, session);
        clock.advance(age);
        return token;
    }
}
