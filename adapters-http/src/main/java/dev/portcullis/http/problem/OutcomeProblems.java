package dev.portcullis.http.problem;

import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.administration.InspectSessions;
import dev.portcullis.administration.ManageAccount;
import dev.portcullis.audit.ExportAuditLog;
import dev.portcullis.audit.ReadAuditLog;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.http.passage.Answered;
import dev.portcullis.kernel.InvalidValue;
import dev.portcullis.kernel.Passage;
import dev.portcullis.session.ChangePassword;
import dev.portcullis.session.EndSession;
import dev.portcullis.session.ListSessions;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SignIn;
import dev.portcullis.session.SignOut;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What each refusal of a use case is called outside; what a provider elsewhere refused with goes along. */
public final class OutcomeProblems {
    /** About as long as a broken service is not asked again. */
    private static final Duration CHECK_PAUSE = Duration.ofSeconds(10);

    private OutcomeProblems() {}

    public static Problem of(SignUp.Outcome.EmailTaken taken) {
        return passed(Problem.of(ProblemCode.EMAIL_TAKEN), taken.passage());
    }

    public static Problem of(SignUp.Outcome.PasswordRefused refused) {
        return passed(refused("password", refused.violation()), refused.passage());
    }

    public static Problem of(SignUp.Outcome.CaptchaRefused refused) {
        return passed(captchaRefused(refused.why()), refused.passage());
    }

    public static Problem of(SignUp.Outcome.Throttled throttled) {
        return throttled(ProblemCode.RATE_LIMITED, throttled.retryAfter(), throttled.passage());
    }

    public static Problem of(SignUp.Outcome.Rejected rejected) {
        return rejected(rejected.passage());
    }

    public static Problem of(SignIn.Outcome.Denied denied) {
        return passed(Problem.of(ProblemCode.INVALID_CREDENTIALS), denied.passage());
    }

    public static Problem of(SignIn.Outcome.CaptchaRefused refused) {
        return passed(captchaRefused(refused.why()), refused.passage());
    }

    /** @param why null where whoever decided elsewhere does not tell */
    private static Problem captchaRefused(@Nullable CaptchaRefusal why) {
        if (why == null) {
            return Problem.of(ProblemCode.CAPTCHA_REFUSED);
        }
        if (why.isOurs()) {
            return Problem.of(ProblemCode.CAPTCHA_UNAVAILABLE).retryAfter(CHECK_PAUSE);
        }
        return Problem.of(ProblemCode.CAPTCHA_REFUSED).with(List.of(new Problem.FieldError("captcha", fieldCode(why))));
    }

    /** The code of the field error for a captcha; not for those refusals that are ours. */
    public static String fieldCode(CaptchaRefusal why) {
        String reason = why == CaptchaRefusal.MISSING ? InvalidValue.Reason.REQUIRED.name() : why.name();
        return reason.toLowerCase(Locale.ROOT);
    }

    public static Problem of(SignIn.Outcome.Throttled throttled) {
        return throttled(ProblemCode.RATE_LIMITED, throttled.retryAfter(), throttled.passage());
    }

    public static Problem of(SignIn.Outcome.Rejected rejected) {
        return rejected(rejected.passage());
    }

    public static Problem of(VerifyEmail.Outcome.NotAuthenticated unknown) {
        return passed(Problem.of(ProblemCode.NOT_AUTHENTICATED), unknown.passage());
    }

    public static Problem of(VerifyEmail.Outcome.CodeRefused refused) {
        ProblemCode code = switch (refused.why()) {
            case CODE_INVALID -> ProblemCode.CODE_INVALID;
            case CODE_EXPIRED -> ProblemCode.CODE_EXPIRED;
            case ALREADY_VERIFIED -> ProblemCode.EMAIL_ALREADY_VERIFIED;
        };
        return passed(Problem.of(code), refused.passage());
    }

    /** With an account it is that account's tries that are used up, else the caller's address has called too often. */
    public static Problem of(VerifyEmail.Outcome.Throttled throttled) {
        ProblemCode code = throttled.account() == null ? ProblemCode.RATE_LIMITED : ProblemCode.TOO_MANY_TRIES;
        return throttled(code, throttled.retryAfter(), throttled.passage());
    }

    public static Problem of(VerifyEmail.Outcome.Rejected rejected) {
        return rejected(rejected.passage());
    }

    public static Problem of(DescribeAccount.Outcome.NotAuthenticated unknown) {
        return passed(Problem.of(ProblemCode.NOT_AUTHENTICATED), unknown.passage());
    }

    public static Problem of(DescribeAccount.Outcome.Rejected rejected) {
        return rejected(rejected.passage());
    }

    public static Problem of(ReadAuditLog.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(ReadAuditLog.Outcome.Forbidden forbidden) {
        return Problem.of(ProblemCode.FORBIDDEN);
    }

    public static Problem of(ExportAuditLog.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(ExportAuditLog.Outcome.Forbidden forbidden) {
        return Problem.of(ProblemCode.FORBIDDEN);
    }

    public static Problem of(RefreshSession.Outcome.Refused refused) {
        return passed(Problem.of(ProblemCode.SESSION_INVALID), refused.passage());
    }

    public static Problem of(RefreshSession.Outcome.Throttled throttled) {
        return throttled(ProblemCode.RATE_LIMITED, throttled.retryAfter(), throttled.passage());
    }

    public static Problem of(RefreshSession.Outcome.Rejected rejected) {
        return rejected(rejected.passage());
    }

    public static Problem of(SignOut.Outcome.Rejected rejected) {
        return rejected(rejected.passage());
    }

    public static Problem of(ChangePassword.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(ChangePassword.Outcome.WrongPassword wrong) {
        Problem problem = Problem.of(ProblemCode.WRONG_PASSWORD);
        return wrong.violation() == null
                ? problem
                : problem.with(List.of(new Problem.FieldError("new_password", fieldCode(wrong.violation()))));
    }

    public static Problem of(ChangePassword.Outcome.PasswordRefused refused) {
        return refused("new_password", refused.violation());
    }

    public static Problem of(ChangePassword.Outcome.Throttled throttled) {
        return throttled(ProblemCode.RATE_LIMITED, throttled.retryAfter(), null);
    }

    public static Problem of(ListSessions.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(EndSession.Outcome.UnknownSession unknown) {
        return Problem.of(ProblemCode.NOT_FOUND);
    }

    public static Problem of(EndSession.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(InspectSessions.Outcome.UnknownAccount unknown) {
        return Problem.of(ProblemCode.NOT_FOUND);
    }

    public static Problem of(InspectSessions.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(InspectSessions.Outcome.Forbidden forbidden) {
        return Problem.of(ProblemCode.FORBIDDEN);
    }

    public static Problem of(ManageAccount.Outcome.UnknownAccount unknown) {
        return Problem.of(ProblemCode.NOT_FOUND);
    }

    public static Problem of(ManageAccount.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(ManageAccount.Outcome.Forbidden forbidden) {
        return Problem.of(ProblemCode.FORBIDDEN);
    }

    private static Problem refused(String field, PasswordPolicy.Violation violation) {
        if (violation == PasswordPolicy.Violation.UNCHECKED) {
            return Problem.of(ProblemCode.PASSWORD_CHECK_UNAVAILABLE).retryAfter(CHECK_PAUSE);
        }
        return Problem.of(ProblemCode.PASSWORD_REFUSED)
                .with(List.of(new Problem.FieldError(field, fieldCode(violation))));
    }

    /** The code of the field error for a new password; not for one that could not be checked. */
    public static String fieldCode(PasswordPolicy.Violation violation) {
        return violation.name().toLowerCase(Locale.ROOT);
    }

    private static Problem passed(Problem problem, @Nullable Passage passage) {
        return passage == null ? problem : problem.with(Answered.of(passage));
    }

    private static Problem throttled(ProblemCode code, @Nullable Duration retryAfter, @Nullable Passage passage) {
        Problem problem = Problem.of(code);
        if (passage != null) {
            return passed(problem, passage);
        }
        return retryAfter == null ? problem : problem.retryAfter(retryAfter);
    }

    private static Problem rejected(Passage passage) {
        Answered answered = Answered.of(passage);
        ProblemCode code = answered.status() == 429 ? ProblemCode.RATE_LIMITED : ProblemCode.UPSTREAM_REFUSED;
        return Problem.of(code).with(answered);
    }
}
