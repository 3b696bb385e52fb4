package dev.portcullis.signin;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.OTHER_PASSWORD;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.account.AccountStore;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditUnavailable;
import dev.portcullis.composition.DecisionRunner;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.composition.UseCaseCalls;
import dev.portcullis.credential.BreachedPasswords;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResetPasswordTest {
    private static final Password NEW_PASSWORD = new Password("staple battery horse");
    private static final EmailAddress NOBODY = new EmailAddress("nobody@example.com");

    private final UseCaseCalls calls = new UseCaseCalls();
    private final InMemoryPortcullis portcullis = calls.portcullis;
    private final SignedIn holder = SignedIn.someone(portcullis);

    private void forgot(EmailAddress email) {
        assertThat(portcullis.useCases.forgotPassword().execute(new ForgotPassword.Command(email, aCaller())))
                .isEqualTo(Result.done());
    }

    private VerificationCode codeMailedTo(EmailAddress email) {
        forgot(email);
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(portcullis.mailbox.last().to()).isEqualTo(email);
        return portcullis.mailbox.last().code();
    }

    private Result<Void> reset(EmailAddress email, VerificationCode code, Password chosen) {
        return portcullis.useCases.resetPassword().execute(new ResetPassword.Command(email, code, chosen, aCaller()));
    }

    private static VerificationCode other(VerificationCode code) {
        return new VerificationCode(code.reveal().equals("000000") ? "000001" : "000000");
    }

    private void assertInvalid(Result<Void> result, String auditReason) {
        assertThat(result).isEqualTo(Result.refused(Reason.CODE_INVALID));
        assertThat(portcullis.audit.last().action()).isEqualTo(AuditAction.RESET_PASSWORD);
        assertThat(portcullis.audit.last().reason()).isEqualTo(auditReason);
    }

    @Test
    void replacesThePasswordAndSignsNobodyIn() {
        VerificationCode code = codeMailedTo(holder.email());

        assertThat(reset(holder.email(), code, NEW_PASSWORD))
                .isEqualTo(Result.<Void>done().about(holder.account()));

        calls.assertLastEvent("authn_password_change", AuditEvent.Outcome.SUCCESS, "");
        assertThat(portcullis.audit.last().account()).isEqualTo(holder.account());
        assertThat(portcullis.audit.last().session()).isNull();
        assertThat(holder.canSignInWith(PASSWORD)).isFalse();
        assertThat(holder.canSignInWith(NEW_PASSWORD)).isTrue();
    }

    @Test
    void endsAllSessionsOfTheAccountAndOfNoOther() {
        SignedIn other = holder.onAnotherDevice();
        SignedIn stranger = SignedIn.someone(portcullis);

        assertThat(reasonOf(reset(holder.email(), codeMailedTo(holder.email()), NEW_PASSWORD)))
                .isEmpty();

        assertThat(holder.canRefresh()).isFalse();
        assertThat(other.canRefresh()).isFalse();
        assertThat(stranger.canRefresh()).isTrue();
    }

    @Test
    void changesNothingIfTheEventCannotBeWritten() {
        VerificationCode code = codeMailedTo(holder.email());
        portcullis.audit.becomeUnavailable();

        assertThatThrownBy(() -> reset(holder.email(), code, NEW_PASSWORD)).isInstanceOf(AuditUnavailable.class);

        var hash = portcullis.database.call(
                () -> portcullis.credentialStore.find(holder.account()).orElseThrow());
        assertThat(portcullis.hasher.matches(PASSWORD, hash)).isTrue();
        assertThat(portcullis.database.call(() -> portcullis.sessions.isLive(holder.session())))
                .isTrue();
    }

    @Test
    void notifiesTheOwnerByMail() {
        assertThat(reasonOf(reset(holder.email(), codeMailedTo(holder.email()), NEW_PASSWORD)))
                .isEmpty();

        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(portcullis.mailbox.notices())
                .extracting(MailSender.Message::to, MailSender.Message::kind)
                .containsExactly(tuple(holder.email().value(), MailKind.PASSWORD_RESET));
    }

    @Test
    void takesACodeOnce() {
        VerificationCode code = codeMailedTo(holder.email());
        assertThat(reasonOf(reset(holder.email(), code, NEW_PASSWORD))).isEmpty();

        assertInvalid(reset(holder.email(), code, OTHER_PASSWORD), "code_expired");
        assertThat(holder.canSignInWith(NEW_PASSWORD)).isTrue();
    }

    @Test
    void endsTheCodesOfMailsThatStillWait() {
        VerificationCode code = codeMailedTo(holder.email());
        forgot(holder.email());
        assertThat(portcullis.useCases.resolveMailRequests().execute()).isTrue();

        assertThat(reasonOf(reset(holder.email(), code, NEW_PASSWORD))).isEmpty();

        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.OBSOLETE);
    }

    @Test
    void takesNoCodeOfAnotherAccount() {
        SignedIn stranger = SignedIn.someone(portcullis);
        VerificationCode code = codeMailedTo(stranger.email());

        assertInvalid(reset(holder.email(), code, NEW_PASSWORD), "code_expired");
    }

    @Test
    void refusesAWrongCodeAndOneThatIsTooOld() {
        VerificationCode code = codeMailedTo(holder.email());

        assertInvalid(reset(holder.email(), other(code), NEW_PASSWORD), "code_invalid");
        assertThat(portcullis.audit.last().account()).isEqualTo(holder.account());
        portcullis.clock.advance(Duration.ofMinutes(10));
        assertInvalid(reset(holder.email(), code, NEW_PASSWORD), "code_expired");
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void keepsThePreviousCodeValidUntilTheMailServerHasTheNewOne() {
        VerificationCode code = codeMailedTo(holder.email());
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);
        forgot(holder.email());
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.POSTPONED);

        assertThat(reasonOf(reset(holder.email(), code, NEW_PASSWORD))).isEmpty();
    }

    /** Whatever the account is, the caller gets the same, after the same number of comparisons. */
    @Test
    void refusesAlikeForEachAddress() {
        VerificationCode code = codeMailedTo(holder.email());
        SignedIn disabled = SignedIn.someone(portcullis);
        VerificationCode right = codeMailedTo(disabled.email());
        disable(disabled);
        EmailAddress idle = SignedIn.someone(portcullis).email();
        int before = portcullis.hasher.calls();

        assertInvalid(reset(holder.email(), other(code), NEW_PASSWORD), "code_invalid");
        int each = portcullis.hasher.calls() - before;
        assertInvalid(reset(NOBODY, code, NEW_PASSWORD), "unknown_account");
        assertInvalid(reset(disabled.email(), right, NEW_PASSWORD), "account_disabled");
        assertInvalid(reset(idle, code, NEW_PASSWORD), "code_expired");

        assertThat(portcullis.hasher.calls() - before).isEqualTo(4 * each);
    }

    private void disable(SignedIn someone) {
        AccountStore accounts = portcullis.accountStore;
        portcullis.database.run(() ->
                accounts.update(accounts.lock(someone.account()).orElseThrow().asDisabled(true)));
    }

    /** The stranger who signed up with the address may know the former password. */
    @Test
    void verifiesAnUnverifiedAddressAndDropsWhatWasThereBefore() {
        SignUp.SignedUp created = calls.signUp().value();
        VerificationCode verification = calls.mailedCode();
        Result<?> signedIn = calls.signIn();
        VerificationCode code = codeMailedTo(UseCaseCalls.EMAIL);

        assertThat(reasonOf(reset(UseCaseCalls.EMAIL, code, NEW_PASSWORD))).isEmpty();

        assertThat(portcullis.database.call(
                        () -> portcullis.accountStore.find(created.account().id())))
                .hasValueSatisfying(
                        account -> assertThat(account.emailVerified()).isTrue());
        assertThat(portcullis.database.call(() ->
                        portcullis.verificationStore.lock(created.account().id())))
                .isEmpty();
        assertThat(reasonOf(calls.verify(created.token(), verification))).contains(Reason.ALREADY_VERIFIED);
        assertThat(reasonOf(calls.signIn(PASSWORD))).contains(Reason.WRONG_PASSWORD);
        assertThat(portcullis.database.call(
                        () -> portcullis.sessions.isLive(signedIn.subject().session())))
                .isFalse();
        assertThat(reasonOf(calls.signIn(NEW_PASSWORD))).isEmpty();
    }

    @Test
    void keepsTheCodeIfThePasswordIsRefused() {
        VerificationCode code = codeMailedTo(holder.email());

        assertRefused(reset(holder.email(), code, new Password("1234567")), "too_short");
        assertRefused(reset(holder.email(), code, new Password("password123")), "too_common");
        portcullis.breached = BreachedPasswords.Finding.FOUND;
        assertRefused(reset(holder.email(), code, NEW_PASSWORD), "breached");
        portcullis.breached = BreachedPasswords.Finding.NOT_FOUND;

        assertThat(reasonOf(reset(holder.email(), code, NEW_PASSWORD))).isEmpty();
    }

    private static void assertRefused(Result<Void> result, String code) {
        assertThat(result.refusal())
                .isEqualTo(Refusal.of(Reason.PASSWORD_REFUSED, new Refusal.Detail("new_password", code)));
    }

    @Test
    void appliesThePasswordPolicyToTheNameOfTheOwner() {
        Password named = new Password("Lovelace 1");
        SignUp.Registration registration = new SignUp.Registration(
                UseCaseCalls.EMAIL,
                PASSWORD,
                new DisplayName("Lovelace"),
                aCaller().language());
        assertThat(reasonOf(DecisionRunner.run(
                        portcullis.database, portcullis.local.accounts().signUp(registration))))
                .isEmpty();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        VerificationCode code = codeMailedTo(UseCaseCalls.EMAIL);

        assertInvalid(reset(UseCaseCalls.EMAIL, other(code), named), "code_invalid");
        assertRefused(reset(UseCaseCalls.EMAIL, code, named), "contains_context_word");
        assertThat(reasonOf(reset(UseCaseCalls.EMAIL, code, NEW_PASSWORD))).isEmpty();
    }

    @Test
    void checksTheRateLimitBeforeAnythingThatCosts() {
        UseCaseCalls limited = new UseCaseCalls();
        limited.exceedRateLimit();

        limited.assertTurnedAway(
                limited.portcullis
                        .useCases
                        .resetPassword()
                        .execute(new ResetPassword.Command(
                                NOBODY, new VerificationCode("123456"), NEW_PASSWORD, aCaller())),
                AuditAction.RESET_PASSWORD);
    }

    @Test
    void countsNoAttemptThatWasNotCompared() {
        VerificationCode code = codeMailedTo(holder.email());
        portcullis.hasher.becomeOverloaded(true);
        assertThatThrownBy(() -> reset(holder.email(), code, NEW_PASSWORD)).isInstanceOf(Overloaded.class);
        portcullis.hasher.becomeOverloaded(false);

        assertThat(reasonOf(reset(holder.email(), code, NEW_PASSWORD))).isEmpty();
    }
}
