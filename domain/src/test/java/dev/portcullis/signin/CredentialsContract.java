package dev.portcullis.signin;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.composition.DecisionRunner;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.SessionTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider of credentials guarantees. */
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

        Login login = new Login(" " + email.value().toUpperCase(Locale.ROOT) + " ");

        assertThat(reasonOf(run(credentials().exchange(login, PASSWORD, null)))).isEmpty();
    }

    @Test
    default void deniesAWrongPasswordAndAnUnknownLogin() {
        Result<SessionTokens> wrongPassword = signIn(anAddressWithAnAccount(), OTHER_PASSWORD);
        Result<SessionTokens> unknownLogin = signIn(anEmailAddress(), PASSWORD);

        assertDenied(wrongPassword);
        assertDenied(unknownLogin);
        if (tellsAll()) {
            assertThat(reasonOf(wrongPassword)).contains(Reason.WRONG_PASSWORD);
            assertThat(reasonOf(unknownLogin)).contains(Reason.UNKNOWN_LOGIN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "@", "a@b", "' OR 1=1 --", "用户"})
    default void deniesALoginThatIsNoAddress(String login) {
        assertDenied(run(credentials().exchange(new Login(login), PASSWORD, null)));
    }

    @Test
    default void takesAPasswordExactlyAsItWasChosen() {
        EmailAddress email = anAddressWithAnAccount();

        assertDenied(signIn(email, new Password(PASSWORD.reveal() + " ")));
        assertDenied(signIn(email, new Password(PASSWORD.reveal().toUpperCase(Locale.ROOT))));
    }

    @Test
    default void recordsASuccessAndADenialOnce() {
        Login login = new Login(anAddressWithAnAccount().value());
        List<Result<SessionTokens>> recorded = new ArrayList<>();

        Result<SessionTokens> granted =
                DecisionRunner.run(work(), credentials().exchange(login, PASSWORD, null), recorded::add);
        Result<SessionTokens> denied =
                DecisionRunner.run(work(), credentials().exchange(login, OTHER_PASSWORD, null), recorded::add);

        assertThat(recorded).containsExactly(granted, denied);
        assertThat(recorded).extracting(Result::isRefused).containsExactly(false, true);
    }

    @Test
    default void opensNoSessionWhenItCannotBeRecorded() {
        Login login = new Login(anAddressWithAnAccount().value());
        List<SessionTokens> opened = new ArrayList<>();

        assertThatThrownBy(() -> DecisionRunner.run(work(), credentials().exchange(login, PASSWORD, null), result -> {
                    opened.add(result.value());
                    throw new IllegalStateException("cannot be recorded");
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(opened).hasSize(1);
        assertThat(refresh(opened.get(0).refresh()).isRefused()).isTrue();
    }

    @Test
    default void endsTheSessionThatTheNewOneReplaces() {
        EmailAddress email = anAddressWithAnAccount();
        SessionTokens before = signedIn(email);

        assertThat(reasonOf(signIn(email, PASSWORD, before.refresh()))).isEmpty();

        assertThat(reasonOf(refresh(before.refresh())))
                .contains(tellsAll() ? Reason.SESSION_ENDED : Reason.SESSION_REJECTED);
    }

    @Test
    default void leavesThePreviousSessionAloneWhenTheNewOneIsDenied() {
        EmailAddress email = anAddressWithAnAccount();
        SessionTokens before = signedIn(email);

        assertDenied(signIn(email, OTHER_PASSWORD, before.refresh()));

        assertThat(reasonOf(refresh(before.refresh()))).isEmpty();
    }
}
