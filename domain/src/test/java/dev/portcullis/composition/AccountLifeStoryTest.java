package dev.portcullis.composition;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.SignOut;
import dev.portcullis.signin.Login;
import dev.portcullis.signin.SignIn;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The whole life of an account, told once from the first call to the last. */
class AccountLifeStoryTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    @Test
    void adaSignsUpProvesHerAddressComesAndGoes() {
        EmailAddress email = new EmailAddress("ada@example.com");
        Password password = new Password("analytical engine");
        CaptchaAnswer human = new CaptchaAnswer("human");

        // Ada signs up, in Danish.
        SignUp.SignedUp created = portcullis
                .useCases
                .signUp()
                .execute(new SignUp.Command(
                        new SignUp.Registration(email, password, new DisplayName("Ada"), Locale.forLanguageTag("da")),
                        human,
                        aCaller()))
                .value();
        assertThat(created.account().emailVerified()).isFalse();

        // A mail with a code reaches her.
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(portcullis.mailbox.last().language()).isEqualTo(Locale.forLanguageTag("da"));

        // She signs in before she reads it, and then shows that the address is hers.
        SessionTokens tokens = portcullis
                .useCases
                .signIn()
                .execute(new SignIn.Command(new Login(email.value()), password, human, null, aCaller()))
                .value();
        VerifyEmail.Verified verified = portcullis
                .useCases
                .verifyEmail()
                .execute(new VerifyEmail.Command(
                        new BearerToken(tokens.access().reveal()),
                        portcullis.mailbox.last().code(),
                        aCaller()))
                .value();
        assertThat(verified.account().emailVerified()).isTrue();

        // Her access token runs out; her refresh token buys the next.
        portcullis.clock.advance(Duration.ofMinutes(6));
        assertThat(reasonOf(describe(tokens))).contains(Reason.NOT_AUTHENTICATED);
        tokens = portcullis
                .useCases
                .refreshSession()
                .execute(new RefreshSession.Command(tokens.refresh(), aCaller()))
                .value();
        assertThat(describe(tokens).value()).isEqualTo(verified.account());

        // She leaves, and what she had opens nothing any more.
        assertThat(portcullis
                        .useCases
                        .signOut()
                        .execute(new SignOut.Command(tokens.refresh(), aCaller()))
                        .note())
                .isEqualTo("signed_out");
        assertThat(reasonOf(portcullis
                        .useCases
                        .refreshSession()
                        .execute(new RefreshSession.Command(tokens.refresh(), aCaller()))))
                .contains(Reason.SESSION_ENDED);

        assertThat(portcullis.audit.events())
                .extracting(AuditEvent::type)
                .containsExactly(
                        "user_created",
                        "authn_login_success",
                        "user_updated",
                        "authn_token_created",
                        "authn_token_revoked",
                        "authn_login_fail");
    }

    private Result<Account> describe(SessionTokens tokens) {
        return portcullis
                .useCases
                .describeAccount()
                .execute(new DescribeAccount.Command(ProviderContract.bearer(tokens)));
    }
}
