package dev.portcullis.rememberizer;

import dev.portcullis.account.Accounts;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerificationCode;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.Recorder;
import java.util.Map;

/** Accounts that the upstream keeps. */
final class RememberizerAccounts implements Accounts {
    private final AuditedCall asking;

    RememberizerAccounts(AuditedCall asking) {
        this.asking = asking;
    }

    @Override
    public SignUp.Outcome signUp(
            SignUp.Registration registration, Belongings belongings, Recorder<SignUp.Outcome> recorder) {
        byte[] body = AuditedCall.body(
                belongings,
                Map.of(
                        "email", registration.email().value(),
                        "password", registration.password().reveal(),
                        "name", registration.name().value()));
        // Who signs up may be signed in as well; the documentation does not say.
        return asking.open(
                belongings,
                ForwardedHeaders.NONE,
                (api, head) -> api.signUp(head.cookies(), head.authorization(), head.languages(), head.address(), body),
                RememberizerAccounts::signedUp,
                recorder);
    }

    private static SignUp.Outcome signedUp(ParsedReply reading) {
        if (reading.isSuccess()) {
            return new SignUp.Outcome.Created(reading.account(), reading.verificationToken(), reading.answered());
        }
        if (reading.status() == 429) {
            return new SignUp.Outcome.Throttled(reading.retryAfter(), reading.answered());
        }
        return switch (reading.code()) {
            case "email_taken" -> new SignUp.Outcome.EmailTaken(reading.answered());
            case "password_refused" ->
                new SignUp.Outcome.PasswordRefused(PasswordPolicy.Violation.TOO_SHORT, reading.answered());
            case "captcha_refused" -> new SignUp.Outcome.CaptchaRefused(reading.answered());
            default -> new SignUp.Outcome.Rejected(reading.answered());
        };
    }

    @Override
    public VerifyEmail.Outcome verifyEmail(
            BearerToken token, VerificationCode code, Belongings belongings, Recorder<VerifyEmail.Outcome> recorder) {
        byte[] body = AuditedCall.body(belongings, Map.of("verification_code", code.reveal()));
        return asking.decide(
                belongings,
                ForwardedHeaders.showing(token),
                (api, head) ->
                        api.verifyEmail(head.cookies(), head.authorization(), head.languages(), head.address(), body),
                RememberizerAccounts::verified,
                recorder);
    }

    private static VerifyEmail.Outcome verified(ParsedReply reading) {
        if (reading.isSuccess()) {
            return new VerifyEmail.Outcome.Verified(reading.account(), null, reading.accessToken(), reading.answered());
        }
        return switch (reading.status()) {
            case 401 -> new VerifyEmail.Outcome.NotAuthenticated(reading.answered());
            case 429 -> new VerifyEmail.Outcome.Throttled(null, reading.retryAfter(), reading.answered());
            default -> refused(reading);
        };
    }

    private static VerifyEmail.Outcome refused(ParsedReply reading) {
        return switch (reading.code()) {
            case "code_invalid" -> codeRefused(reading, VerifyEmail.Outcome.Why.CODE_INVALID);
            case "code_expired" -> codeRefused(reading, VerifyEmail.Outcome.Why.CODE_EXPIRED);
            case "email_already_verified" -> codeRefused(reading, VerifyEmail.Outcome.Why.ALREADY_VERIFIED);
            default -> new VerifyEmail.Outcome.Rejected(reading.answered());
        };
    }

    private static VerifyEmail.Outcome codeRefused(ParsedReply reading, VerifyEmail.Outcome.Why why) {
        return new VerifyEmail.Outcome.CodeRefused(null, why, reading.answered());
    }

    @Override
    public DescribeAccount.Outcome describe(BearerToken token, Belongings belongings) {
        ParsedReply reading = asking.ask(
                belongings,
                ForwardedHeaders.showing(token),
                (api, head) -> api.account(head.cookies(), head.authorization(), head.languages(), head.address()));
        if (reading.isSuccess()) {
            return new DescribeAccount.Outcome.Described(reading.account(), reading.answered());
        }
        return reading.status() == 401
                ? new DescribeAccount.Outcome.NotAuthenticated(reading.answered())
                : new DescribeAccount.Outcome.Rejected(reading.answered());
    }
}
