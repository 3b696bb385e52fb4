package dev.portcullis.composition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.session.Sessions;
import dev.portcullis.signin.Credentials;
import dev.portcullis.signin.Login;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the contracts of the three ports need of a provider, and the steps that they share. */
public interface ProviderContract {
    Password PASSWORD = new Password("correct horse battery");
    Password OTHER_PASSWORD = new Password("wrong horse battery");

    Accounts accounts();

    Credentials credentials();

    Sessions sessions();

    /** Where the decisions of this provider are committed. */
    UnitOfWork work();

    /** The code in the newest mail to an address; waits for the mail where it takes a while. */
    VerificationCode codeMailedTo(EmailAddress email);

    /** Makes everything so much older. */
    void letTimePass(Duration duration);

    /**
     * Whether results have all details. A remote provider may keep to itself why a session was refused, how it was
     * refreshed, whether there was one to end, and which account's address was verified.
     */
    default boolean tellsAll() {
        return true;
    }

    /** Whether nothing remains of a decision that could not be recorded. A remote provider has decided by then. */
    default boolean undoesWhatCannotBeRecorded() {
        return true;
    }

    /** Why it was refused; empty if it was done. */
    static Optional<Refusal.Reason> reasonOf(Result<?> result) {
        return result.isRefused() ? Optional.of(result.refusal().reason()) : Optional.empty();
    }

    static SignUp.Registration aRegistration(EmailAddress email) {
        return aRegistration(email, PASSWORD);
    }

    static SignUp.Registration aRegistration(EmailAddress email, Password password) {
        return new SignUp.Registration(email, password, new DisplayName("Ada"), Locale.ENGLISH);
    }

    static BearerToken bearer(SessionTokens tokens) {
        return new BearerToken(tokens.access().reveal());
    }

    default <T> Result<T> run(Decision<T> decision) {
        return DecisionRunner.run(work(), decision);
    }

    default Result<SignUp.SignedUp> signUp(EmailAddress email, Password password) {
        return run(accounts().signUp(aRegistration(email, password)));
    }

    default SignUp.SignedUp signedUp(EmailAddress email) {
        return signedUp(email, PASSWORD);
    }

    default SignUp.SignedUp signedUp(EmailAddress email, Password password) {
        Result<SignUp.SignedUp> result = signUp(email, password);
        assertThat(reasonOf(result)).isEmpty();
        return result.value();
    }

    default Result<VerifyEmail.Verified> verify(BearerToken token, VerificationCode code) {
        return run(accounts().verifyEmail(token, code));
    }

    default Result<VerifyEmail.Verified> verify(SignUp.SignedUp signedUp, VerificationCode code) {
        return verify(new BearerToken(signedUp.token().reveal()), code);
    }

    /** As it was before it was verified. */
    default Account aVerifiedAccount() {
        SignUp.SignedUp signedUp = signedUp(AccountFixtures.anEmailAddress());
        Result<VerifyEmail.Verified> result =
                verify(signedUp, codeMailedTo(signedUp.account().email()));
        assertThat(reasonOf(result)).isEmpty();
        return signedUp.account();
    }

    default Result<SessionTokens> signIn(EmailAddress email, Password password) {
        return signIn(email, password, null);
    }

    /**
     * Signs in.
     *
     * @param replaced null if there is no session to replace
     */
    default Result<SessionTokens> signIn(EmailAddress email, Password password, @Nullable RefreshToken replaced) {
        return run(credentials().exchange(new Login(email.value()), password, replaced));
    }

    default SessionTokens signedIn(EmailAddress email) {
        return signedIn(email, PASSWORD);
    }

    default SessionTokens signedIn(EmailAddress email, Password password) {
        Result<SessionTokens> result = signIn(email, password);
        assertThat(reasonOf(result)).isEmpty();
        return result.value();
    }

    /** Asserts that a login or its password was not accepted, by any reason that the provider reports for that. */
    default void assertDenied(Result<SessionTokens> result) {
        if (tellsAll()) {
            assertThat(reasonOf(result))
                    .isIn(Optional.of(Refusal.Reason.UNKNOWN_LOGIN), Optional.of(Refusal.Reason.WRONG_PASSWORD));
        } else {
            assertThat(reasonOf(result)).contains(Refusal.Reason.INVALID_CREDENTIALS);
        }
    }

    default Result<SessionTokens> refresh(@Nullable RefreshToken token) {
        return run(sessions().refresh(token));
    }

    default SessionTokens refreshed(RefreshToken token) {
        Result<SessionTokens> result = refresh(token);
        assertThat(reasonOf(result)).isEmpty();
        return result.value();
    }

    default Result<Void> signOut(@Nullable RefreshToken token) {
        return run(sessions().end(token));
    }

    /** Signs out of an active session. */
    default void signedOut(RefreshToken token) {
        Result<Void> result = signOut(token);
        assertThat(reasonOf(result)).isEmpty();
        assertThat(result.note()).isEqualTo("signed_out");
    }
}
