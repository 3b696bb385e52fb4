package dev.portcullis.account;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static dev.portcullis.composition.ProviderContract.aRegistration;
import static dev.portcullis.composition.ProviderContract.bearer;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.DecisionRunner;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every provider of accounts guarantees. */
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
    default void recordsAResultOnceInTheWorkThatMakesItFinal() {
        List<Result<SignUp.SignedUp>> recorded = new ArrayList<>();

        Result<SignUp.SignedUp> result =
                DecisionRunner.run(work(), accounts().signUp(aRegistration(anEmailAddress())), recorded::add);

        assertThat(recorded).containsExactly(result);
    }

    @Test
    default void makesNoAccountWhenItCannotBeRecorded() {
        EmailAddress email = anEmailAddress();

        assertThatThrownBy(() -> DecisionRunner.run(work(), accounts().signUp(aRegistration(email)), result -> {
                    throw new IllegalStateException("cannot be recorded");
                }))
                .isInstanceOf(RuntimeException.class);

        if (undoesWhatCannotBeRecorded()) {
            assertDenied(signIn(email, PASSWORD));
        }
    }

    @Test
    default void refusesAnAddressWhoseAccountIsVerified() {
        Account account = aVerifiedAccount();

        Result<SignUp.SignedUp> result = signUp(account.email(), OTHER_PASSWORD);

        assertThat(reasonOf(result)).contains(Reason.EMAIL_TAKEN);
        assertDenied(signIn(account.email(), OTHER_PASSWORD));
    }

    @Test
    default void refusesAPasswordThatIsTooShortOrEasyToGuess() {
        EmailAddress email = anEmailAddress();

        for (String password : List.of("seven77", "Password123", "Rememberizer1", email.value())) {
            assertThat(reasonOf(signUp(email, new Password(password))))
                    .as(password)
                    .contains(Reason.PASSWORD_REFUSED);
        }
        assertDenied(signIn(email, new Password("Rememberizer1")));
    }

    @Test
    default void letsANewSignUpTakeAnUnverifiedAccountOver() {
        EmailAddress email = anEmailAddress();
        SignUp.SignedUp first = signedUp(email, OTHER_PASSWORD);
        VerificationCode firstCode = codeMailedTo(email);
        SessionTokens squatter = signedIn(email, OTHER_PASSWORD);

        SignUp.SignedUp second = signedUp(email, PASSWORD);

        assertDenied(signIn(email, OTHER_PASSWORD));
        assertThat(reasonOf(refresh(squatter.refresh())))
                .contains(tellsAll() ? Reason.SESSION_ENDED : Reason.SESSION_REJECTED);
        assertThat(reasonOf(verify(bearer(squatter), firstCode))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(reasonOf(verify(first, firstCode))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(reasonOf(verify(second, codeMailedTo(email)))).isEmpty();
    }

    @Test
    default void verifiesAnAddressByTheCodeThatWasMailedThere() {
        SignUp.SignedUp signedUp = signedUp(anEmailAddress());

        Result<VerifyEmail.Verified> result =
                verify(signedUp, codeMailedTo(signedUp.account().email()));

        assertThat(reasonOf(result)).isEmpty();
        assertThat(result.note()).isEqualTo("email_verified");
        if (tellsAll()) {
            assertThat(result.value().account().emailVerified()).isTrue();
            assertThat(result.value().freshToken()).isNull();
        }
    }

    @Test
    default void givesAFreshAccessTokenToACallerWhoVerifiesWithASession() {
        EmailAddress email = signedUp(anEmailAddress()).account().email();
        SessionTokens session = signedIn(email);

        Result<VerifyEmail.Verified> result = verify(bearer(session), codeMailedTo(email));

        assertThat(reasonOf(result)).isEmpty();
        if (tellsAll()) {
            assertThat(result.value().freshToken()).isNotNull();
        }
    }

    @Test
    default void doesNotVerifyForASessionThatWasSignedOut() {
        EmailAddress email = signedUp(anEmailAddress()).account().email();
        VerificationCode code = codeMailedTo(email);
        SessionTokens session = signedIn(email);
        signedOut(session.refresh());

        assertThat(reasonOf(verify(bearer(session), code))).contains(Reason.NOT_AUTHENTICATED);
    }

    @Test
    default void takesACodeOnce() {
        SignUp.SignedUp signedUp = signedUp(anEmailAddress());
        VerificationCode code = codeMailedTo(signedUp.account().email());
        assertThat(reasonOf(verify(signedUp, code))).isEmpty();

        assertThat(reasonOf(verify(signedUp, code))).contains(Reason.ALREADY_VERIFIED);
    }

    @Test
    default void refusesTheCodeOfAnotherAccount() {
        SignUp.SignedUp mine = signedUp(anEmailAddress());
        SignUp.SignedUp theirs = signedUp(anEmailAddress());
        VerificationCode myCode = codeMailedTo(mine.account().email());
        VerificationCode theirCode = codeMailedTo(theirs.account().email());
        if (!myCode.equals(theirCode)) {
            assertWrong(mine, theirCode);
        }
    }

    private Reason tooManyTries() {
        return tellsAll() ? Reason.TOO_MANY_TRIES : Reason.PROVIDER_RATE_LIMITED;
    }

    private void assertWrong(SignUp.SignedUp signedUp, VerificationCode code) {
        assertThat(reasonOf(verify(signedUp, code))).contains(Reason.CODE_INVALID);
    }

    @Test
    default void refusesTheSixthTryUnheardAlsoWithTheRightCodeAndAfterANewSignUp() {
        SignUp.SignedUp signedUp = signedUp(anEmailAddress());
        EmailAddress email = signedUp.account().email();
        VerificationCode code = codeMailedTo(email);
        for (int i = 0; i < 3; i++) {
            assertWrong(signedUp, anotherThan(code));
        }

        assertThat(reasonOf(verify(signedUp, code))).contains(tooManyTries());

        // However often someone signs up, an account has five tries in an hour.
        SignUp.SignedUp again = signedUp(email);
        VerificationCode newCode = codeMailedTo(email);
        for (int i = 0; i < 2; i++) {
            assertWrong(again, anotherThan(newCode));
        }
        assertThat(reasonOf(verify(again, newCode))).contains(tooManyTries());

        SignUp.SignedUp third = signedUp(email);
        VerificationCode thirdCode = codeMailedTo(email);
        assertThat(reasonOf(verify(third, thirdCode))).contains(tooManyTries());
        letTimePass(Duration.ofHours(1));
        SignUp.SignedUp last = signedUp(email);
        VerificationCode lastCode = codeMailedTo(email);
        assertThat(reasonOf(verify(last, lastCode))).isEmpty();
    }

    /** A stranger who knows the address signs up with it and sends wrong codes; then its owner signs up. */
    @Test
    default void takesTheOwnersCodeAfterTheWrongOnesOfAStranger() {
        EmailAddress email = anEmailAddress();
        SignUp.SignedUp stranger = signedUp(email, new Password("another long password"));
        VerificationCode strangersCode = codeMailedTo(email);
        for (int i = 0; i < 5; i++) {
            assertThat(verify(stranger, anotherThan(strangersCode)).isRefused()).isTrue();
        }

        SignUp.SignedUp owner = signedUp(email);
        VerificationCode code = codeMailedTo(email);
        // With a typing error.
        assertWrong(owner, anotherThan(code));

        assertThat(reasonOf(verify(owner, code))).isEmpty();
    }

    @Test
    default void refusesACodeThatIsOlderThanTenMinutes() {
        SignUp.SignedUp signedUp = signedUp(anEmailAddress());
        VerificationCode code = codeMailedTo(signedUp.account().email());

        letTimePass(Duration.ofMinutes(10).plusSeconds(1));

        assertThat(reasonOf(verify(signedUp, code))).contains(Reason.CODE_EXPIRED);
    }

    @Test
    default void verifiesNothingForATokenThatIsNotOurs() {
        assertThat(reasonOf(verify(new BearerToken("YOUR_JWT_TOKEN"), new VerificationCode("123456"))))
                .contains(Reason.NOT_AUTHENTICATED);
    }

    @Test
    default void describesTheAccountOfAnAccessToken() {
        Account account = aVerifiedAccount();

        Result<Account> result = accounts().describe(bearer(signedIn(account.email())));

        assertThat(reasonOf(result)).isEmpty();
        assertThat(result.value().id()).isEqualTo(account.id());
        assertThat(result.value().emailVerified()).isTrue();
    }

    @Test
    default void describesNothingForASessionThatHasEnded() {
        EmailAddress email = signedUp(anEmailAddress()).account().email();
        SessionTokens signedOut = signedIn(email);
        signedOut(signedOut.refresh());
        SessionTokens takenOver = signedIn(email);
        assertThat(signedUp(email).account().email()).isEqualTo(email);

        assertThat(reasonOf(accounts().describe(bearer(signedOut)))).contains(Reason.NOT_AUTHENTICATED);
        assertThat(reasonOf(accounts().describe(bearer(takenOver)))).contains(Reason.NOT_AUTHENTICATED);
    }

    @Test
    default void describesNothingForAnyOtherKindOfToken() {
        SignUp.SignedUp signedUp = signedUp(anEmailAddress());
        SessionTokens session = signedIn(signedUp.account().email());

        for (String token : List.of(signedUp.token().reveal(), session.refresh().reveal(), "", "x")) {
            assertThat(reasonOf(accounts().describe(new BearerToken(token)))).contains(Reason.NOT_AUTHENTICATED);
        }
    }
}
