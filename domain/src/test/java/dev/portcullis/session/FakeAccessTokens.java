package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens that are genuine because they stand on a list. */
public final class FakeAccessTokens implements AccessTokens {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private record Issued(Principal principal, Instant expiresAt) {}

    private final Clock clock;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    public FakeAccessTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public AccessToken issue(Account account, SessionId session) {
        String token = "access-" + UUID.randomUUID();
        issued.put(
                token,
                new Issued(new Principal(account.id(), session), clock.instant().plus(LIFETIME)));
        return new AccessToken(token, LIFETIME);
    }

    @Override
    public Optional<Principal> read(BearerToken token) {
        return Optional.ofNullable(issued.get(token.reveal()))
                .filter(found -> clock.instant().isBefore(found.expiresAt()))
                .map(Issued::principal);
    }
}
