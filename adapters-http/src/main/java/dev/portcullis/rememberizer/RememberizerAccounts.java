package dev.portcullis.rememberizer;

import dev.portcullis.account.Account;
import dev.portcullis.account.Accounts;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.credential.PasswordPolicy;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.verification.VerificationCode;
import java.util.Map;

/** Accounts that the upstream stores. */
final class RememberizerAccounts implements Accounts {
    private final AuditedCall calls;

    RememberizerAccounts(AuditedCall calls) {
        this.calls = calls;
    }

    @Override
    public Decision<SignUp.SignedUp> signUp(SignUp.Registration registration) {
        byte[] body = calls.body(Map.of(
                "email", registration.email().value(),
                "password", registration.password().reveal(),
                "name", registration.name().value()));
        // A sign-up may also sign in; the upstream's documentation does not say.
        return calls.open(
                ForwardedHeaders.NONE,
                (api, head) -> api.signUp(head.cookies(), head.authorization(), head.languages(), head.address(), body),
                RememberizerAccounts::signedUp);
    }

    private static Result<SignUp.SignedUp> signedUp(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.signedUp();
        }
        if (reply.status() == 429) {
            return reply.rateLimited();
        }
        return switch (reply.code()) {
            case "email_taken" -> Result.refused(Reason.EMAIL_TAKEN);
            case "password_refused" -> Result.refused(PasswordPolicy.Violation.TOO_SHORT.toRefusal("password"));
            case "captcha_refused" -> Result.refused(Reason.CAPTCHA_REJECTED);
            default -> Result.refused(Reason.PROVIDER_REJECTED);
        };
    }

    @Override
    public Decision<VerifyEmail.Verified> verifyEmail(BearerToken token, VerificationCode code) {
        byte[] body = calls.body(Map.of("verification_code", code.reveal()));
        return calls.decide(
                ForwardedHeaders.showing(token),
                (api, head) ->
                        api.verifyEmail(head.cookies(), head.authorization(), head.languages(), head.address(), body),
                RememberizerAccounts::verified);
    }

    private static Result<VerifyEmail.Verified> verified(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.account()
                    .map(account -> new VerifyEmail.Verified(account, reply.accessToken()))
                    .noting("email_verified");
        }
        return switch (reply.status()) {
            case 401 -> Result.refused(Reason.NOT_AUTHENTICATED);
            case 429 -> reply.rateLimited();
            default -> Result.refused(reasonOf(reply.code()));
        };
    }

    private static Reason reasonOf(String code) {
        return switch (code) {
            case "code_invalid" -> Reason.CODE_INVALID;
            case "code_expired" -> Reason.CODE_EXPIRED;
            case "email_already_verified" -> Reason.ALREADY_VERIFIED;
            default -> Reason.PROVIDER_REJECTED;
        };
    }

    @Override
    public Result<Account> describe(BearerToken token) {
        return calls.relay(
                ForwardedHeaders.showing(token),
                (api, head) -> api.account(head.cookies(), head.authorization(), head.languages(), head.address()),
                RememberizerAccounts::described);
    }

    private static Result<Account> described(ParsedReply reply) {
        if (reply.isSuccess()) {
            return reply.account();
        }
        return Result.refused(reply.status() == 401 ? Reason.NOT_AUTHENTICATED : Reason.PROVIDER_REJECTED);
    }
}
