package dev.portcullis.signin;

import static dev.portcullis.composition.ProviderContract.bearer;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.credential.InterruptedHasher;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.selfservice.DeleteAccount;
import dev.portcullis.session.EndAllSessions;
import dev.portcullis.session.SessionTokens;
import dev.portcullis.verification.VerificationCode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What happens between the comparison of a password or a code and the commit: resets, deletions and sign-ins at once. */
class ConcurrentResetsTest extends LimitedSignIns {
    private static final Password CHOSEN = new Password("staple battery horse");
    private static final Password OTHER_CHOSEN = new Password("battery staple horse");

    private VerificationCode resetCode() {
        assertThat(reasonOf(portcullis
                        .useCases
                        .forgotPassword()
                        .execute(new ForgotPassword.Command(EMAIL, callerAt(AWAY)))))
                .isEmpty();
        DeliverMail.Outcome outcome;
        do {
            outcome = portcullis.deliverMail();
        } while (outcome != DeliverMail.Outcome.IDLE);
        return portcullis.mailbox.last().code();
    }

    private Optional<Reason> reset(VerificationCode code, Password chosen) {
        return reasonOf(portcullis
                .useCases
                .resetPassword()
                .execute(new ResetPassword.Command(EMAIL, code, chosen, callerAt(AWAY))));
    }

    private Optional<Reason> delete(BearerToken token) {
        return reasonOf(
                portcullis.useCases.deleteAccount().execute(new DeleteAccount.Command(token, RIGHT, callerAt(HOME))));
    }

    private Optional<Reason> changePassword(BearerToken token) {
        return reasonOf(portcullis
                .useCases
                .changePassword()
                .execute(new ChangePassword.Command(token, RIGHT, CHOSEN, callerAt(AWAY))));
    }

    private void change(UnaryOperator<Account> change) {
        portcullis.database.run(() -> {
            Account found = portcullis.accountStore.findByEmail(EMAIL).orElseThrow();
            portcullis.accountStore.update(
                    change.apply(portcullis.accountStore.lock(found.id()).orElseThrow()));
        });
    }

    private void meanwhile(Runnable other) {
        InterruptedHasher.meanwhile(portcullis, other);
    }

    @Test
    void noFormerPasswordOpensASessionAfterAReset() {
        VerificationCode code = resetCode();
        meanwhile(() -> assertThat(reset(code, CHOSEN)).isEmpty());

        assertThat(reasonOf(signIn(RIGHT, HOME))).contains(Reason.WRONG_PASSWORD);

        assertThat(reasonOf(signIn(CHOSEN, HOME))).isEmpty();
    }

    @Test
    void aSessionThatIsOpenedBeforeAResetIsCommittedEndsWithIt() {
        VerificationCode code = resetCode();
        Result<?>[] signedIn = new Result<?>[1];
        meanwhile(() -> signedIn[0] = signIn(RIGHT, HOME));

        assertThat(reset(code, CHOSEN)).isEmpty();

        assertThat(reasonOf(signedIn[0])).isEmpty();
        assertThat(portcullis.database.call(
                        () -> portcullis.sessions.isLive(signedIn[0].subject().session())))
                .isFalse();
    }

    @Test
    void oneOfTwoResetsWithOneCodeIsDone() {
        VerificationCode code = resetCode();
        meanwhile(() -> assertThat(reset(code, CHOSEN)).isEmpty());

        assertThat(reset(code, OTHER_CHOSEN)).contains(Reason.CODE_INVALID);

        assertThat(reasonOf(signIn(CHOSEN, HOME))).isEmpty();
        assertThat(reasonOf(signIn(OTHER_CHOSEN, HOME))).contains(Reason.WRONG_PASSWORD);
    }

    @Test
    void noPasswordIsResetOfAnAccountThatIsDisabledOrMovedOrDeletedMeanwhile() {
        VerificationCode code = resetCode();
        meanwhile(() -> change(account -> account.asDisabled(true)));
        assertThat(reset(code, CHOSEN)).contains(Reason.CODE_INVALID);
        change(account -> account.asDisabled(false));

        meanwhile(() -> portcullis.database.run(() -> portcullis.mailedCodes.removeAllOf(
                portcullis.accountStore.findByEmail(EMAIL).orElseThrow().id())));
        assertThat(reset(code, CHOSEN)).contains(Reason.CODE_INVALID);

        VerificationCode next = resetCode();
        BearerToken token = bearer(signIn(RIGHT, HOME).value());
        meanwhile(() -> assertThat(delete(token)).isEmpty());
        assertThat(reset(next, CHOSEN)).contains(Reason.CODE_INVALID);
        assertThat(reasonOf(signIn(CHOSEN, HOME))).contains(Reason.UNKNOWN_LOGIN);
    }

    @Test
    void oneOfTwoDeletionsIsDoneAndNothingIsCountedForTheLoginAfterwards() {
        BearerToken first = bearer(signIn(RIGHT, HOME).value());
        BearerToken second = bearer(signIn(RIGHT, AWAY).value());
        assertThat(failures.size()).isEqualTo(2);
        meanwhile(() -> assertThat(delete(second)).isEmpty());

        assertThat(delete(first)).contains(Reason.NOT_AUTHENTICATED);

        assertThat(failures.size()).isZero();
    }

    @Test
    void noPasswordIsChangedOfAnAccountThatIsDeletedMeanwhile() {
        BearerToken first = bearer(signIn(RIGHT, HOME).value());
        BearerToken second = bearer(signIn(RIGHT, AWAY).value());
        meanwhile(() -> assertThat(delete(first)).isEmpty());

        assertThat(changePassword(second)).contains(Reason.NOT_AUTHENTICATED);

        assertThat(failures.size()).isZero();
    }

    @Test
    void noPasswordIsChangedInASessionThatEndsMeanwhile() {
        BearerToken token = bearer(signIn(RIGHT, HOME).value());
        meanwhile(() -> assertThat(reasonOf(portcullis
                        .useCases
                        .endAllSessions()
                        .execute(new EndAllSessions.Command(token, callerAt(HOME)))))
                .isEmpty());

        assertThat(changePassword(token)).contains(Reason.NOT_AUTHENTICATED);

        assertThat(reasonOf(signIn(RIGHT, HOME))).isEmpty();
    }

    @Test
    void noSessionIsOpenedForAnAccountThatIsDeletedMeanwhile() {
        BearerToken token = bearer(signIn(RIGHT, HOME).value());
        meanwhile(() -> assertThat(delete(token)).isEmpty());

        Result<SessionTokens> result = signIn(RIGHT, AWAY);

        assertThat(reasonOf(result)).contains(Reason.WRONG_PASSWORD);
        assertThat(failures.size()).isZero();
        assertThat(reasonOf(signUp())).isEmpty();
    }
}
