package dev.portcullis.session;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.session.ProviderContract.unrecorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Belongings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider of credentials answers. */
public interface CredentialsContract extends ProviderContract {
    private EmailAddress anAddressWithAnAccount() {
        return signedUp(anEmailAddress()).account().email();
    }

    @Test
    default void exchangesALoginAndItsPasswordForASession() {
        EmailAddress email = anAddressWithAnAccount();

        SessionTokens tokens = signedIn(email);

        assertThat(tokens.access().lifetime()).isPositive();
        assertThat(tokens.refreshLifetime()).isGreaterThan(tokens.access().lifetime());
    }

    @Test
    default void knowsALoginInAnyCase() {
        EmailAddress email = anAddressWithAnAccount();

        assertThat(credentials()
                        .exchange(
                                new Login(" " + email.value().toUpperCase(Locale.ROOT) + " "),
                                PASSWORD,
                                null,
                                Belongings.none(),
                                unrecorded()))
                .isInstanceOf(SignIn.Outcome.Granted.class);
    }

    @Test
    default void deniesAWrongPasswordAndAnUnknownLogin() {
        assertThat(signIn(anAddressWithAnAccount(), OTHER_PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertThat(signIn(anEmailAddress(), PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "@", "a@b", "' OR 1=1 --", "用户"})
    default void deniesALoginThatIsNoAddress(String login) {
        assertThat(credentials().exchange(new Login(login), PASSWORD, null, Belongings.none(), unrecorded()))
                .isInstanceOf(SignIn.Outcome.Denied.class);
    }

    @Test
    default void takesAPasswordExactlyAsItWasChosen() {
        EmailAddress email = anAddressWithAnAccount();

        assertThat(signIn(email, new Password(PASSWORD.reveal() + " "))).isInstanceOf(SignIn.Outcome.Denied.class);
        assertThat(signIn(email, new Password(PASSWORD.reveal().toUpperCase(Locale.ROOT))))
                .isInstanceOf(SignIn.Outcome.Denied.class);
    }

    @Test
    default void recordsAGrantAndADenialOnce() {
        EmailAddress email = anAddressWithAnAccount();
        List<SignIn.Outcome> recorded = new ArrayList<>();

        SignIn.Outcome granted =
                credentials().exchange(new Login(email.value()), PASSWORD, null, Belongings.none(), recorded::add);
        SignIn.Outcome denied = credentials()
                .exchange(new Login(email.value()), OTHER_PASSWORD, null, Belongings.none(), recorded::add);

        assertThat(recorded).containsExactly(granted, denied);
    }

    @Test
    default void opensNoSessionWhenItCannotBeRecorded() {
        EmailAddress email = anAddressWithAnAccount();

        assertThatThrownBy(() -> credentials()
                        .exchange(new Login(email.value()), PASSWORD, null, Belongings.none(), outcome -> {
                            throw new IllegalStateException("cannot be recorded");
                        }))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void endsTheSessionThatTheNewOneTakesThePlaceOf() {
        EmailAddress email = anAddressWithAnAccount();
        SessionTokens before = signedIn(email);

        assertThat(credentials()
                        .exchange(
                                new Login(email.value()), PASSWORD, before.refresh(), Belongings.none(), unrecorded()))
                .isInstanceOf(SignIn.Outcome.Granted.class);

        assertThat(refresh(before.refresh())).isInstanceOf(RefreshSession.Outcome.Refused.class);
    }

    @Test
    default void leavesTheSessionBeforeAloneWhenTheNewOneIsDenied() {
        EmailAddress email = anAddressWithAnAccount();
        SessionTokens before = signedIn(email);

        assertThat(credentials()
                        .exchange(
                                new Login(email.value()),
                                OTHER_PASSWORD,
                                before.refresh(),
                                Belongings.none(),
                                unrecorded()))
                .isInstanceOf(SignIn.Outcome.Denied.class);

        assertThat(refresh(before.refresh())).isInstanceOf(RefreshSession.Outcome.Refreshed.class);
    }
}
