package dev.portcullis.account;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.RequestId;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.ratelimit.InMemoryFailedLoginStore;
import dev.portcullis.ratelimit.InMemoryTokenBuckets;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.SharedRateLimiter;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rate limit of wrong verification codes from one network, over many accounts. */
class GuessedCodesTest {
    private static final ClientAddress GUESSER = new ClientAddress("192.0.2.66");
    private static final ClientAddress OWNER = new ClientAddress("192.0.2.7");
    private static final int WRONG_CODES = 30;

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    @BeforeEach
    void throttle() {
        Rate many = Rate.perMinute(100_000);
        portcullis.throttle = new SharedRateLimiter(
                new RateLimitPolicy(
                        Arrays.stream(RateLimiter.Action.values())
                                .collect(Collectors.toMap(Function.identity(), action -> many)),
                        many,
                        Rate.perHour(WRONG_CODES)),
                new InMemoryTokenBuckets(portcullis.database, portcullis.clock),
                new InMemoryFailedLoginStore(portcullis.database, portcullis.clock),
                portcullis.database,
                text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                status -> {},
                portcullis.clock);
    }

    private static CallerContext callerAt(ClientAddress address) {
        return new CallerContext(address, "test/1", new RequestId("request-1"), null, Locale.ENGLISH);
    }

    /** The token of a sign-up whose code was mailed. */
    private VerificationToken signedUp(int number, ClientAddress from) {
        EmailAddress email = new EmailAddress("user" + number + "@example.com");
        Result<SignUp.SignedUp> result = portcullis
                .useCases
                .signUp()
                .execute(new SignUp.Command(
                        ProviderContract.aRegistration(email), new CaptchaAnswer(""), callerAt(from)));
        assertThat(reasonOf(result)).isEmpty();
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        return result.value().token();
    }

    private VerificationCode mailed() {
        return portcullis.mailbox.last().code();
    }

    private static VerificationCode anotherThan(VerificationCode code) {
        return new VerificationCode(code.equals(new VerificationCode("000000")) ? "000001" : "000000");
    }

    private Result<VerifyEmail.Verified> verify(VerificationToken token, VerificationCode code, ClientAddress from) {
        return portcullis
                .useCases
                .verifyEmail()
                .execute(new VerifyEmail.Command(new BearerToken(token.reveal()), code, callerAt(from)));
    }

    @Test
    void limitsTheCodesThatOneNetworkMayTryOnAllAccounts() {
        int compared = 0;
        for (int account = 0; account < 20; account++) {
            VerificationToken token = signedUp(account, GUESSER);
            for (int i = 0; i < 5; i++) {
                Result<VerifyEmail.Verified> result = verify(token, anotherThan(mailed()), GUESSER);
                compared += result.isRefusedWith(Reason.CODE_INVALID) ? 1 : 0;
            }
        }

        assertThat(compared).isEqualTo(WRONG_CODES);
        assertThat(portcullis.audit.events()).anySatisfy(event -> {
            assertThat(event.type()).isEqualTo("excess_rate_limit_exceeded");
            assertThat(event.reason()).isEqualTo("too_many_attempts");
        });
        VerificationToken owner = signedUp(0, OWNER);
        assertThat(reasonOf(verify(owner, mailed(), OWNER))).isEmpty();
    }

    @Test
    void countsNeitherRightCodesNorCodesThatWereNotCompared() {
        for (int account = 0; account < 2 * WRONG_CODES; account++) {
            VerificationToken token = signedUp(account, OWNER);
            assertThat(reasonOf(verify(token, mailed(), OWNER))).isEmpty();
            assertThat(reasonOf(verify(new VerificationToken("forged"), mailed(), OWNER)))
                    .contains(Reason.NOT_AUTHENTICATED);
        }
    }
}
