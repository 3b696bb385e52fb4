package dev.portcullis.verification;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Verification tokens that are genuine because they stand on a list. */
public final class FakeVerificationTokens implements VerificationTokens {
    private final Map<String, Claims> issued = new ConcurrentHashMap<>();

    @Override
    public VerificationToken issue(AccountId account, int registration) {
        String token = "verification-" + UUID.randomUUID();
        issued.put(token, new Claims(account, registration));
        return new VerificationToken(token);
    }

    @Override
    public Optional<Claims> read(BearerToken token) {
        return Optional.ofNullable(issued.get(token.reveal()));
    }
}
