package dev.portcullis.session;

import static dev.portcullis.kernel.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.audit.AuditEvent.Action;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaCheck;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.captcha.WhenUndecided;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.Passage;
import dev.portcullis.kernel.Recorder;
import dev.portcullis.ratelimit.RateLimiter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log keeps of outcomes of a provider elsewhere, which need not tell whom or which session they are about. */
class DecidedElsewhereTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
    private static final CaptchaAnswer ANSWER = new CaptchaAnswer("answer");

    /** As an adapter would make it; the domain does not look into it. */
    private record Words(String text) implements Passage {}

    private record Cookies(String text) implements Belongings {}

    private static final Passage PASSAGE = new Words("words");
    private static final Belongings BELONGINGS = new Cookies("sessionid=1");

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final List<Belongings> handedOn = new ArrayList<>();
    private Object answer;

    @SuppressWarnings("unchecked") // The test that set the answer knows which outcome is asked for.
    private <O> O answer(Belongings belongings, Recorder<O> recorder) {
        handedOn.add(belongings);
        recorder.announce();
        recorder.conclude((O) answer);
        return (O) answer;
    }

    private final class Elsewhere implements Accounts, Credentials, Sessions {
        @Override
        public SignUp.Outcome signUp(
                SignUp.Registration registration, Belongings belongings, Recorder<SignUp.Outcome> recorder) {
            return answer(belongings, recorder);
        }

        @Override
        public VerifyEmail.Outcome verifyEmail(
                BearerToken token,
                VerificationCode code,
                Belongings belongings,
                Recorder<VerifyEmail.Outcome> recorder) {
            return answer(belongings, recorder);
        }

        @Override
        public DescribeAccount.Outcome describe(BearerToken token, Belongings belongings) {
            throw new UnsupportedOperationException("leaves no event");
        }

        @Override
        public SignIn.Outcome exchange(
                Login login,
                dev.portcullis.credential.Password password,
                RefreshToken replaced,
                Belongings belongings,
                Recorder<SignIn.Outcome> recorder) {
            return answer(belongings, recorder);
        }

        @Override
        public RefreshSession.Outcome refresh(
                RefreshToken token, Belongings belongings, Recorder<RefreshSession.Outcome> recorder) {
            return answer(belongings, recorder);
        }

        @Override
        public SignOut.Outcome end(RefreshToken token, Belongings belongings, Recorder<SignOut.Outcome> recorder) {
            return answer(belongings, recorder);
        }
    }

    private static final CaptchaCheck CAPTCHA = new CaptchaCheck(CaptchaVerifier.none(), WhenUndecided.REFUSE);

    private final Elsewhere elsewhere = new Elsewhere();

    private static CallerContext aCallerWithBelongings() {
        CallerContext caller = aCaller();
        return new CallerContext(
                caller.address(),
                caller.userAgent(),
                caller.requestId(),
                caller.trace(),
                caller.language(),
                BELONGINGS);
    }

    private AuditEvent afterSignUp(SignUp.Outcome outcome) {
        answer = outcome;
        assertThat(new SignUp(RateLimiter.unlimited(), CAPTCHA, elsewhere, portcullis.attempts)
                        .execute(new SignUp.Command(
                                ProviderContract.aRegistration(EMAIL), ANSWER, aCallerWithBelongings())))
                .isSameAs(outcome);
        return portcullis.audit.last();
    }

    private AuditEvent afterVerification(VerifyEmail.Outcome outcome) {
        answer = outcome;
        assertThat(new VerifyEmail(RateLimiter.unlimited(), elsewhere, portcullis.attempts)
                        .execute(new VerifyEmail.Command(
                                new BearerToken("x"), new VerificationCode("123456"), aCallerWithBelongings())))
                .isSameAs(outcome);
        return portcullis.audit.last();
    }

    private AuditEvent afterSignIn(SignIn.Outcome outcome) {
        answer = outcome;
        assertThat(portcullis
                        .signIn(elsewhere)
                        .execute(new SignIn.Command(
                                new Login(EMAIL.value()),
                                ProviderContract.PASSWORD,
                                ANSWER,
                                null,
                                aCallerWithBelongings())))
                .isSameAs(outcome);
        return portcullis.audit.last();
    }

    private AuditEvent afterRefresh(RefreshSession.Outcome outcome) {
        answer = outcome;
        assertThat(new RefreshSession(RateLimiter.unlimited(), elsewhere, portcullis.attempts)
                        .execute(new RefreshSession.Command(null, aCallerWithBelongings())))
                .isSameAs(outcome);
        return portcullis.audit.last();
    }

    private AuditEvent afterSignOut(SignOut.Outcome outcome) {
        answer = outcome;
        assertThat(new SignOut(elsewhere, portcullis.attempts)
                        .execute(new SignOut.Command(null, aCallerWithBelongings())))
                .isSameAs(outcome);
        return portcullis.audit.last();
    }

    @Test
    void nameNeitherAccountNorSessionWhereNoneWasTold() {
        assertThat(afterSignUp(new SignUp.Outcome.Created(null, null, PASSAGE)))
                .isEqualTo(new AuditEvent.UserCreated(null, EMAIL.attempted(), false));
        assertThat(afterVerification(new VerifyEmail.Outcome.Verified(null, null, null, PASSAGE)))
                .isEqualTo(new AuditEvent.EmailVerified(null, null));
        assertThat(afterSignIn(new SignIn.Outcome.Granted(null, null, null, PASSAGE)))
                .isEqualTo(new AuditEvent.LoginSucceeded(null, null, EMAIL.attempted()));
        assertThat(afterRefresh(new RefreshSession.Outcome.Refreshed(
                        null, null, null, RefreshSession.Outcome.How.UNTOLD, PASSAGE)))
                .isEqualTo(new AuditEvent.TokenCreated(null, null, "untold"));
        assertThat(afterSignOut(new SignOut.Outcome.Ended(null, null, PASSAGE)))
                .isEqualTo(new AuditEvent.TokenRevoked(null, null, "signed_out"));
    }

    @Test
    void doNotClaimToKnowWhyTheyWereRefused() {
        assertThat(afterSignIn(new SignIn.Outcome.Denied(null, PASSAGE)))
                .isEqualTo(new AuditEvent.LoginFailed(null, EMAIL.attempted(), "invalid_credentials"));
        assertThat(afterRefresh(
                        new RefreshSession.Outcome.Refused(null, null, RefreshSession.Outcome.Why.UNTOLD, PASSAGE)))
                .isEqualTo(new AuditEvent.RefreshRefused(null, null, "untold"));
    }

    @Test
    void tellAReasonOfTheUpstreamsOwnFromOurs() {
        assertThat(afterSignUp(new SignUp.Outcome.Rejected(PASSAGE)))
                .isEqualTo(new AuditEvent.RejectedUpstream(Action.SIGN_UP, EMAIL.attempted()));
        assertThat(afterVerification(new VerifyEmail.Outcome.Rejected(PASSAGE)))
                .isEqualTo(new AuditEvent.RejectedUpstream(Action.VERIFY_EMAIL, null));
        assertThat(afterSignIn(new SignIn.Outcome.Rejected(PASSAGE)))
                .isEqualTo(new AuditEvent.RejectedUpstream(Action.SIGN_IN, EMAIL.attempted()));
        assertThat(afterRefresh(new RefreshSession.Outcome.Rejected(PASSAGE)))
                .isEqualTo(new AuditEvent.RejectedUpstream(Action.REFRESH, null));
        assertThat(afterSignOut(new SignOut.Outcome.Rejected(PASSAGE)))
                .isEqualTo(new AuditEvent.RejectedUpstream(Action.SIGN_OUT, null));
        assertThat(portcullis.audit.last().outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
        assertThat(portcullis.audit.last().reason()).isEqualTo("rejected_upstream");
    }

    @Test
    void tellALimitOfTheUpstreamsFromOurs() {
        assertThat(List.of(
                        afterSignUp(new SignUp.Outcome.Throttled(null, PASSAGE)),
                        afterVerification(new VerifyEmail.Outcome.Throttled(null, null, PASSAGE)),
                        afterSignIn(new SignIn.Outcome.Throttled(null, PASSAGE)),
                        afterRefresh(new RefreshSession.Outcome.Throttled(null, PASSAGE))))
                .extracting(AuditEvent::type, AuditEvent::reason)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("excess_rate_limit_exceeded", "too_many_upstream"));
    }

    @Test
    void areAskedForWithTheBelongingsOfTheCallerAndLeaveTheAttemptAndItsEnd() {
        AuditEvent event = afterSignIn(new SignIn.Outcome.Denied(null, PASSAGE));

        assertThat(handedOn).containsExactly(BELONGINGS);
        assertThat(portcullis.audit.events())
                .containsExactly(new AuditEvent.Attempted(Action.SIGN_IN, EMAIL.attempted()), event);
    }
}
