package dev.portcullis.http.problem;

import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.audit.ExportAuditLog;
import dev.portcullis.audit.ReadAuditLog;
import dev.portcullis.session.RefreshSession;
import dev.portcullis.session.SignIn;
import java.util.List;
import java.util.Locale;

/** What each refusal of a use case is called outside. */
public final class Refusals {
    private Refusals() {}

    public static Problem of(SignUp.Outcome.EmailTaken taken) {
        return Problem.of(ProblemCode.EMAIL_TAKEN);
    }

    public static Problem of(SignUp.Outcome.PasswordRefused refused) {
        String reason = refused.violation().name().toLowerCase(Locale.ROOT);
        return Problem.of(ProblemCode.PASSWORD_REFUSED).with(List.of(new Problem.FieldError("password", reason)));
    }

    public static Problem of(SignUp.Outcome.CaptchaRefused refused) {
        return Problem.of(ProblemCode.CAPTCHA_REFUSED);
    }

    public static Problem of(SignUp.Outcome.Throttled throttled) {
        return Problem.of(ProblemCode.RATE_LIMITED).retryAfter(throttled.retryAfter());
    }

    public static Problem of(SignIn.Outcome.Denied denied) {
        return Problem.of(ProblemCode.INVALID_CREDENTIALS);
    }

    public static Problem of(SignIn.Outcome.CaptchaRefused refused) {
        return Problem.of(ProblemCode.CAPTCHA_REFUSED);
    }

    public static Problem of(SignIn.Outcome.Throttled throttled) {
        return Problem.of(ProblemCode.RATE_LIMITED).retryAfter(throttled.retryAfter());
    }

    public static Problem of(VerifyEmail.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
    }

    public static Problem of(VerifyEmail.Outcome.CodeRefused refused) {
        return Problem.of(
                switch (refused.why()) {
                    case CODE_INVALID -> ProblemCode.CODE_INVALID;
                    case CODE_EXPIRED -> ProblemCode.CODE_EXPIRED;
                    case ALREADY_VERIFIED -> ProblemCode.EMAIL_ALREADY_VERIFIED;
                });
    }

    /** With an account it is that account's tries that are used up, else the caller's address has called too often. */
    public static Problem of(VerifyEmail.Outcome.Throttled throttled) {
        ProblemCode code = throttled.account() == null ? ProblemCode.RATE_LIMITED : ProblemCode.TOO_MANY_TRIES;
        return Problem.of(code).retryAfter(throttled.retryAfter());
    }

    public static Problem of(DescribeAccount.Outcome.NotAuthenticated unknown) {
        return Problem.of(ProblemCode.NOT_AUTHENTICATED);
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
        return Problem.of(ProblemCode.SESSION_INVALID);
    }

    public static Problem of(RefreshSession.Outcome.Throttled throttled) {
        return Problem.of(ProblemCode.RATE_LIMITED).retryAfter(throttled.retryAfter());
    }
}
