package dev.portcullis.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every maker of verification tokens answers. */
public interface VerificationTokensContract {
    VerificationTokens verificationTokens();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 999_999_999})
    default void readsTheAccountAndTheRegistrationOfWhatItIssued(int registration) {
        AccountId account = AccountFixtures.anAccountId();

        VerificationToken token = verificationTokens().issue(account, registration);

        assertThat(verificationTokens().read(new BearerToken(token.reveal())))
                .contains(new VerificationTokens.Claims(account, registration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "..", "YOUR_JWT_TOKEN", "\ud800"})
    default void refusesWhatItNeverIssued(String text) {
        assertThat(verificationTokens().read(new BearerToken(text))).isEmpty();
    }

    @Test
    default void neverShowsAToken() {
        VerificationToken token = verificationTokens().issue(AccountFixtures.anAccountId(), 1);

        assertThat("" + token).doesNotContain(token.reveal());
    }
}
