package dev.portcullis.session;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.session.ProviderContract.aRegistration;
import static dev.portcullis.session.ProviderContract.bearer;
import static dev.portcullis.session.ProviderContract.unrecorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every provider of accounts answers. */
public interface AccountsContract extends ProviderContract {
    private static VerificationCode anotherThan(VerificationCode code) {
        return new VerificationCode(code.reveal().equals("000000") ? "000001" : "000000");
    }

    @Test
    default void makesAnUnverifiedAccount() {
        EmailAddress email = anEmailAddress();

        Account account = signedUp(email).account();

        assertThat(account.email()).isEqualTo(email);
        assertThat(account.name().value()).isEqualTo("Ada");
        assertThat(account.emailVerified()).isFalse();
    }

    @Test
    default void recordsAnOutcomeOnceInTheWorkThatMakesItSo() {
        List<SignUp.Outcome> recorded = new ArrayList<>();

        SignUp.Outcome outcome = accounts().signUp(aRegistration(anEmailAddress()), Belongings.none(), recorded::add);

        assertThat(recorded).containsExactly(outcome);
    }

    @Test
    default void makesNoAccountWhenItCannotBeRecorded() {
        EmailAddress email = anEmailAddress();

        assertThatThrownBy(() -> accounts().signUp(aRegistration(email), Belongings.none(), outcome -> {
                    throw new IllegalStateException("cannot be recorded");
                }))
                .isInstanceOf(RuntimeException.class);

        if (undoesWhatCannotBeRecorded()) {
            assertThat(signIn(email, PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        }
    }

    @Test
    default void refusesAnAddressWhoseAccountIsVerified() {
        Account account = aVerifiedAccount();

        SignUp.Outcome outcome =
                accounts().signUp(aRegistration(account.email(), OTHER_PASSWORD), Belongings.none(), unrecorded());

        assertThat(outcome).isInstanceOf(SignUp.Outcome.EmailTaken.class);
        assertThat(signIn(account.email(), OTHER_PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
    }

    @Test
    default void refusesAPasswordThatIsTooShortOrThatEverybodyWouldGuess() {
        EmailAddress email = anEmailAddress();

        assertThat(List.of(
                        accounts()
                                .signUp(aRegistration(email, new Password("seven77")), Belongings.none(), unrecorded()),
                        accounts()
                                .signUp(
                                        aRegistration(email, new Password("Password123")),
                                        Belongings.none(),
                                        unrecorded()),
                        accounts()
                                .signUp(
                                        aRegistration(email, new Password("Portcullis1")),
                                        Belongings.none(),
                                        unrecorded()),
                        accounts()
                                .signUp(
                                        aRegistration(email, new Password(email.value())),
                                        Belongings.none(),
                                        unrecorded())))
                .hasOnlyElementsOfType(SignUp.Outcome.PasswordRefused.class);
        assertThat(signIn(email, new Password("Password123"))).isInstanceOf(SignIn.Outcome.Denied.class);
    }

    @Test
    default void letsANewSignUpTakeAnUnverifiedAccountOver() {
        EmailAddress email = anEmailAddress();
        SignUp.Outcome.Created first = signedUp(email, OTHER_PASSWORD);
        VerificationCode firstCode = codeMailedTo(email);
        SessionTokens squatter = ((SignIn.Outcome.Granted) signIn(email, OTHER_PASSWORD)).tokens();

        SignUp.Outcome.Created second = signedUp(email, PASSWORD);

        assertThat(signIn(email, OTHER_PASSWORD)).isInstanceOf(SignIn.Outcome.Denied.class);
        assertThat(refresh(squatter.refresh())).isInstanceOf(RefreshSession.Outcome.Refused.class);
        assertThat(accounts().verifyEmail(bearer(squatter), firstCode, Belongings.none(), unrecorded()))
                .isInstanceOf(VerifyEmail.Outcome.NotAuthenticated.class);
        assertThat(verify(first, firstCode)).isInstanceOf(VerifyEmail.Outcome.NotAuthenticated.class);
        assertThat(verify(second, codeMailedTo(email))).isInstanceOf(VerifyEmail.Outcome.Verified.class);
    }

    @Test
    default void verifiesAnAddressByTheCodeThatWasMailedThere() {
        SignUp.Outcome.Created signedUp = signedUp(anEmailAddress());

        VerifyEmail.Outcome outcome =
                verify(signedUp, codeMailedTo(signedUp.account().email()));

        assertThat(outcome).isInstanceOfSatisfying(VerifyEmail.Outcome.Verified.class, verified -> {
            if (tellsAll()) {
                assertThat(verified.account().emailVerified()).isTrue();
            }
            assertThat(verified.freshToken()).isNull();
        });
    }

    @Test
    default void givesAFreshAccessTokenToOneWhoVerifiesWithASession() {
        EmailAddress email = signedUp(anEmailAddress()).account().email();
        SessionTokens session = signedIn(email);

        VerifyEmail.Outcome outcome =
                accounts().verifyEmail(bearer(session), codeMailedTo(email), Belongings.none(), unrecorded());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        VerifyEmail.Outcome.Verified.class,
                        verified -> assertThat(verified.freshToken()).isNotNull());
    }

    @Test
    default void doesNotVerifyForASessionThatWasSignedOut() {
        EmailAddress email = signedUp(anEmailAddress()).account().email();
        VerificationCode code = codeMailedTo(email);
        SessionTokens session = signedIn(email);
        assertThat(sessions().end(session.refresh(), Belongings.none(), unrecorded()))
                .isInstanceOf(SignOut.Outcome.Ended.class);

        assertThat(accounts().verifyEmail(bearer(session), code, Belongings.none(), unrecorded()))
                .isInstanceOf(VerifyEmail.Outcome.NotAuthenticated.class);
    }

    @Test
    default void takesACodeOnce() {
        SignUp.Outcome.Created signedUp = signedUp(anEmailAddress());
        VerificationCode code = codeMailedTo(signedUp.account().email());
        assertThat(verify(signedUp, code)).isInstanceOf(VerifyEmail.Outcome.Verified.class);

        assertThat(verify(signedUp, code))
                .isInstanceOfSatisfying(
                        VerifyEmail.Outcome.CodeRefused.class,
                        refused -> assertThat(refused.why()).isEqualTo(VerifyEmail.Outcome.Why.ALREADY_VERIFIED));
    }

    @Test
    default void refusesTheCodeOfAnotherAccount() {
        SignUp.Outcome.Created mine = signedUp(anEmailAddress());
        SignUp.Outcome.Created theirs = signedUp(anEmailAddress());
        VerificationCode myCode = codeMailedTo(mine.account().email());
        VerificationCode theirCode = codeMailedTo(theirs.account().email());
        if (!myCode.equals(theirCode)) {
            assertThat(verify(mine, theirCode)).isInstanceOf(VerifyEmail.Outcome.CodeRefused.class);
        }
    }

    private void assertWrong(SignUp.Outcome.Created signedUp, VerificationCode code) {
        assertThat(verify(signedUp, code))
                .isInstanceOfSatisfying(
                        VerifyEmail.Outcome.CodeRefused.class,
                        refused -> assertThat(refused.why()).isEqualTo(VerifyEmail.Outcome.Why.CODE_INVALID));
    }

    @Test
    default void refusesTheSixthTryUnheardAlsoWithTheRightCodeAndAfterANewSignUp() {
        SignUp.Outcome.Created signedUp = signedUp(anEmailAddress());
        EmailAddress email = signedUp.account().email();
        VerificationCode code = codeMailedTo(email);
        for (int i = 0; i < 3; i++) {
            assertWrong(signedUp, anotherThan(code));
        }

        assertThat(verify(signedUp, code)).isInstanceOf(VerifyEmail.Outcome.Throttled.class);

        // However often someone signs up, an account has five tries in an hour.
        SignUp.Outcome.Created again = signedUp(email);
        VerificationCode newCode = codeMailedTo(email);
        for (int i = 0; i < 2; i++) {
            assertWrong(again, anotherThan(newCode));
        }
        assertThat(verify(again, newCode)).isInstanceOf(VerifyEmail.Outcome.Throttled.class);

        SignUp.Outcome.Created third = signedUp(email);
        VerificationCode thirdCode = codeMailedTo(email);
        assertThat(verify(third, thirdCode)).isInstanceOf(VerifyEmail.Outcome.Throttled.class);
        letTimePass(Duration.ofHours(1));
        SignUp.Outcome.Created last = signedUp(email);
        VerificationCode lastCode = codeMailedTo(email);
        assertThat(verify(last, lastCode)).isInstanceOf(VerifyEmail.Outcome.Verified.class);
    }

    /** A stranger who knows the address signs up with it and sends wrong codes; then its owner signs up. */
    @Test
    default void takesTheOwnersCodeAfterTheWrongOnesOfAStranger() {
        EmailAddress email = anEmailAddress();
        SignUp.Outcome.Created stranger = signedUp(email, new Password("another long password"));
        VerificationCode strangersCode = codeMailedTo(email);
        for (int i = 0; i < 5; i++) {
            assertThat(verify(stranger, anotherThan(strangersCode)))
                    .isNotInstanceOf(VerifyEmail.Outcome.Verified.class);
        }

        SignUp.Outcome.Created owner = signedUp(email);
        VerificationCode code = codeMailedTo(email);
        // With a typing error.
        assertWrong(owner, anotherThan(code));

        assertThat(verify(owner, code)).isInstanceOf(VerifyEmail.Outcome.Verified.class);
    }

    @Test
    default void refusesACodeThatIsOlderThanTenMinutes() {
        SignUp.Outcome.Created signedUp = signedUp(anEmailAddress());
        VerificationCode code = codeMailedTo(signedUp.account().email());

        letTimePass(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(verify(signedUp, code))
                .isInstanceOfSatisfying(
                        VerifyEmail.Outcome.CodeRefused.class,
                        refused -> assertThat(refused.why()).isEqualTo(VerifyEmail.Outcome.Why.CODE_EXPIRED));
    }

    @Test
    default void verifiesNothingForATokenThatIsNotOurs() {
        assertThat(accounts()
                        .verifyEmail(
                                new BearerToken("YOUR_JWT_TOKEN"),
                                new VerificationCode("123456"),
                                Belongings.none(),
                                unrecorded()))
                .isInstanceOf(VerifyEmail.Outcome.NotAuthenticated.class);
    }

    @Test
    default void describesTheAccountOfAnAccessToken() {
        Account account = aVerifiedAccount();

        DescribeAccount.Outcome outcome = accounts().describe(bearer(signedIn(account.email())), Belongings.none());

        assertThat(outcome).isInstanceOfSatisfying(DescribeAccount.Outcome.Described.class, described -> {
            assertThat(described.account().id()).isEqualTo(account.id());
            assertThat(described.account().emailVerified()).isTrue();
        });
    }

    @Test
    default void describesNothingForASessionThatHasEnded() {
        EmailAddress email = signedUp(anEmailAddress()).account().email();
        SessionTokens signedOut = signedIn(email);
        assertThat(sessions().end(signedOut.refresh(), Belongings.none(), unrecorded()))
                .isInstanceOf(SignOut.Outcome.Ended.class);
        SessionTokens takenOver = signedIn(email);
        assertThat(signedUp(email).account().email()).isEqualTo(email);

        assertThat(accounts().describe(bearer(signedOut), Belongings.none()))
                .isInstanceOf(DescribeAccount.Outcome.NotAuthenticated.class);
        assertThat(accounts().describe(bearer(takenOver), Belongings.none()))
                .isInstanceOf(DescribeAccount.Outcome.NotAuthenticated.class);
    }

    @Test
    default void describesNothingForAnyOtherKindOfToken() {
        SignUp.Outcome.Created signedUp = signedUp(anEmailAddress());
        SessionTokens session = signedIn(signedUp.account().email());

        for (String token : List.of(signedUp.token().reveal(), session.refresh().reveal(), "", "x")) {
            assertThat(accounts().describe(new BearerToken(token), Belongings.none()))
                    .isInstanceOf(DescribeAccount.Outcome.NotAuthenticated.class);
        }
    }
}
