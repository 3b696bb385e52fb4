package dev.portcullis.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.kernel.BearerToken;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every maker of verification tokens answers. */
public interface VerificationTokensContract {
    VerificationTokens verificationTokens();

    private static Account anAccountOfRegistration(int registration) {
        return new Account(
                AccountFixtures.anAccountId(),
                AccountFixtures.anEmailAddress(),
                new DisplayName("Ada"),
                false,
                Set.of(),
                registration,
                AccountFixtures.NOON);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 999_999_999})
    default void readsTheAccountAndTheRegistrationOfWhatItIssued(int registration) {
        Account account = anAccountOfRegistration(registration);

        VerificationToken token = verificationTokens().issue(account);

        assertThat(verificationTokens().read(new BearerToken(token.reveal())))
                .contains(new VerificationTokens.Claims(account.id(), registration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "..", "YOUR_JWT_TOKEN", "\ud800"})
    default void refusesWhatItNeverIssued(String text) {
        assertThat(verificationTokens().read(new BearerToken(text))).isEmpty();
    }

    @Test
    default void neverShowsAToken() {
        VerificationToken token = verificationTokens().issue(anAccountOfRegistration(1));

        assertThat("" + token).doesNotContain(token.reveal());
    }
}
