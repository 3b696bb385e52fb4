package dev.portcullis.session;

import dev.portcullis.kernel.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Refresh tokens that are genuine because they stand on a list; the same one for the same session and counter. */
public final class FakeRefreshTokens implements RefreshTokens {
    private final Map<String, Claims> issued = new ConcurrentHashMap<>();

    @Override
    public RefreshToken issue(SessionId session, long counter) {
        String token = "refresh-" + session + "-" + counter;
        issued.put(token, new Claims(session, counter));
        return new RefreshToken(token);
    }

    @Override
    public Optional<Claims> read(RefreshToken token) {
        return Optional.ofNullable(issued.get(token.reveal()));
    }
}
