package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import java.time.Duration;
import java.util.Locale;

/** What the contracts of the three ports need of a provider, and the steps that they share. */
public interface ProviderContract {
    Password PASSWORD = new Password("correct horse battery");
    Password OTHER_PASSWORD = new Password("wrong horse battery");

    Accounts accounts();

    Credentials credentials();

    Sessions sessions();

    /** The code in the newest mail to an address; waits for the mail where it takes a while. */
    VerificationCode codeMailedTo(EmailAddress email);

    /** Makes everything so much older. */
    void letTimePass(Duration duration);

    /**
     * Whether all that is known of accounts and sessions comes with the outcome. Who decides elsewhere may keep to itself
     * why a session was refused, how it was refreshed, whether there was one to end, and whose address was verified.
     */
    default boolean tellsAll() {
        return true;
    }

    /** Whether nothing stays of what could not be recorded. Who decides elsewhere has decided by then. */
    default boolean undoesWhatCannotBeRecorded() {
        return true;
    }

    static <O> Recorder<O> unrecorded() {
        return outcome -> {};
    }

    static SignUp.Registration aRegistration(EmailAddress email) {
        return aRegistration(email, PASSWORD);
    }

    static SignUp.Registration aRegistration(EmailAddress email, Password password) {
        return new SignUp.Registration(email, password, new DisplayName("Ada"), Locale.ENGLISH);
    }

    default SignUp.Outcome.Created signedUp(EmailAddress email) {
        return signedUp(email, PASSWORD);
    }

    default SignUp.Outcome.Created signedUp(EmailAddress email, Password password) {
        SignUp.Outcome outcome = accounts().signUp(aRegistration(email, password), Belongings.none(), unrecorded());
        assertThat(outcome).isInstanceOf(SignUp.Outcome.Created.class);
        return (SignUp.Outcome.Created) outcome;
    }

    default VerifyEmail.Outcome verify(SignUp.Outcome.Created signedUp, VerificationCode code) {
        return accounts()
                .verifyEmail(new BearerToken(signedUp.token().reveal()), code, Belongings.none(), unrecorded());
    }

    /** As it was before it was verified. */
    default Account aVerifiedAccount() {
        SignUp.Outcome.Created signedUp = signedUp(AccountFixtures.anEmailAddress());
        VerifyEmail.Outcome outcome =
                verify(signedUp, codeMailedTo(signedUp.account().email()));
        assertThat(outcome).isInstanceOf(VerifyEmail.Outcome.Verified.class);
        return signedUp.account();
    }

    default SignIn.Outcome signIn(EmailAddress email, Password password) {
        return credentials().exchange(new Login(email.value()), password, null, Belongings.none(), unrecorded());
    }

    default SessionTokens signedIn(EmailAddress email) {
        SignIn.Outcome outcome = signIn(email, PASSWORD);
        assertThat(outcome).isInstanceOf(SignIn.Outcome.Granted.class);
        return ((SignIn.Outcome.Granted) outcome).tokens();
    }

    default RefreshSession.Outcome refresh(RefreshToken token) {
        return sessions().refresh(token, Belongings.none(), unrecorded());
    }

    default SessionTokens refreshed(RefreshToken token) {
        RefreshSession.Outcome outcome = refresh(token);
        assertThat(outcome).isInstanceOf(RefreshSession.Outcome.Refreshed.class);
        return ((RefreshSession.Outcome.Refreshed) outcome).tokens();
    }

    static BearerToken bearer(SessionTokens tokens) {
        return new BearerToken(tokens.access().reveal());
    }
}
