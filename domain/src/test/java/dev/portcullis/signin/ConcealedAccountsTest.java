package dev.portcullis.signin;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.account.DescribeAccount;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.ExistingAccountDisclosure;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Result;
import dev.portcullis.ratelimit.InMemoryFailedLoginStore;
import dev.portcullis.ratelimit.InMemoryTokenBuckets;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.SharedRateLimiter;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker who knows an address and reads no mail, where sign-ups conceal accounts: whatever calls they make one
 * after the other, the answers are those for an address that nobody has signed up with.
 */
class ConcealedAccountsTest {
    private static final EmailAddress ADDRESS = new EmailAddress("somebody@example.com");
    private static final Password OWNERS = new Password("the password of the owner");
    private static final Password FIRST = new Password("the first of the attacker");
    private static final Password SECOND = new Password("the second of the attacker");

    /** What the address is before the attacker calls. */
    private enum Standing {
        FREE,
        NOT_VERIFIED,
        VERIFIED,
        DISABLED
    }

    /** What the attacker can do; each answer is what a caller learns of it. */
    private enum Call {
        SIGN_UP,
        SIGN_UP_WITH_ANOTHER_PASSWORD,
        SIGN_IN,
        SIGN_IN_WITH_ANOTHER_PASSWORD,
        VERIFY_WITH_THE_FIRST_TOKEN,
        VERIFY_WITH_THE_LAST_TOKEN,
        DESCRIBE_WITH_THE_LAST_TOKEN,
        CHANGE_THE_PASSWORD_WITH_THE_LAST_TOKEN
    }

    private static final class Attack {
        final InMemoryPortcullis portcullis = new InMemoryPortcullis(ExistingAccountDisclosure.CONCEAL);
        final List<VerificationToken> tokens = new ArrayList<>();

        Attack(Standing standing) {
            Rate some = Rate.perHour(2);
            Rate many = Rate.perMinute(100);
            if (standing != Standing.FREE) {
                VerificationToken token = signUpOf(OWNERS).value().token();
                deliver();
                if (standing != Standing.NOT_VERIFIED) {
                    VerificationCode code = portcullis.mailbox.last().code();
                    assertThat(reasonOf(verifyBy(token, code))).isEmpty();
                }
                if (standing == Standing.DISABLED) {
                    portcullis.database.run(() -> {
                        var account =
                                portcullis.accountStore.findByEmail(ADDRESS).orElseThrow();
                        portcullis.accountStore.update(portcullis
                                .accountStore
                                .lock(account.id())
                                .orElseThrow()
                                .asDisabled(true));
                    });
                }
            }
            // Limits are few, so that what they tell is seen.
            portcullis.throttle = new SharedRateLimiter(
                    new RateLimitPolicy(
                            Arrays.stream(RateLimiter.Action.values())
                                    .collect(Collectors.toMap(Function.identity(), action -> many)),
                            some,
                            some),
                    new InMemoryTokenBuckets(portcullis.database, portcullis.clock),
                    new InMemoryFailedLoginStore(portcullis.database, portcullis.clock),
                    portcullis.database,
                    text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                    status -> {},
                    portcullis.clock);
        }

        private void deliver() {
            var unused = portcullis.deliverMail();
        }

        private Result<SignUp.SignedUp> signUpOf(Password password) {
            return portcullis
                    .useCases
                    .signUp()
                    .execute(new SignUp.Command(
                            ProviderContract.aRegistration(ADDRESS, password), new CaptchaAnswer(""), aCaller()));
        }

        private Result<VerifyEmail.Verified> verifyBy(VerificationToken token, VerificationCode code) {
            return portcullis
                    .useCases
                    .verifyEmail()
                    .execute(new VerifyEmail.Command(new BearerToken(token.reveal()), code, aCaller()));
        }

        /** What a caller learns: the answer, and how much was hashed for it. */
        String answerTo(Call call) {
            int before = portcullis.hasher.calls();
            String answer = switch (call) {
                case SIGN_UP -> signUp(FIRST);
                case SIGN_UP_WITH_ANOTHER_PASSWORD -> signUp(SECOND);
                case SIGN_IN -> signIn(FIRST);
                case SIGN_IN_WITH_ANOTHER_PASSWORD -> signIn(SECOND);
                case VERIFY_WITH_THE_FIRST_TOKEN -> verify(tokens.isEmpty() ? null : tokens.get(0));
                case VERIFY_WITH_THE_LAST_TOKEN -> verify(last());
                case DESCRIBE_WITH_THE_LAST_TOKEN -> describe(last());
                case CHANGE_THE_PASSWORD_WITH_THE_LAST_TOKEN -> changePassword(last());
            };
            int hashed = portcullis.hasher.calls() - before;
            deliver();
            return call + ": " + answer + ", hashed " + hashed;
        }

        private VerificationToken last() {
            return tokens.isEmpty() ? new VerificationToken("none") : tokens.get(tokens.size() - 1);
        }

        private String signUp(Password password) {
            Result<SignUp.SignedUp> result = signUpOf(password);
            if (result.isRefused()) {
                return answerOf(result);
            }
            SignUp.SignedUp signedUp = result.value();
            tokens.add(signedUp.token());
            Account shown = signedUp.account();
            return "created " + shown.email().value() + ", " + shown.name().value() + ", " + shown.emailVerified()
                    + ", " + shown.groups() + ", " + shown.registration();
        }

        private String signIn(Password password) {
            return answerOf(portcullis
                    .useCases
                    .signIn()
                    .execute(new SignIn.Command(
                            new Login(ADDRESS.value()), password, new CaptchaAnswer(""), null, aCaller())));
        }

        private String verify(@Nullable VerificationToken token) {
            VerificationToken presented = token == null ? new VerificationToken("none") : token;
            return answerOf(verifyBy(presented, new VerificationCode("000000")));
        }

        private String describe(VerificationToken token) {
            return answerOf(portcullis
                    .useCases
                    .describeAccount()
                    .execute(new DescribeAccount.Command(new BearerToken(token.reveal()))));
        }

        private String changePassword(VerificationToken token) {
            return answerOf(portcullis
                    .useCases
                    .changePassword()
                    .execute(new ChangePassword.Command(new BearerToken(token.reveal()), FIRST, SECOND, aCaller())));
        }

        /** As adapters report it: the same for an unknown login, a wrong password and an account that may not sign in. */
        private static String answerOf(Result<?> result) {
            if (!result.isRefused()) {
                return "done";
            }
            Refusal refusal = result.refusal();
            String problem = switch (refusal.reason()) {
                case UNKNOWN_LOGIN, WRONG_PASSWORD, ACCOUNT_DISABLED, EMAIL_NOT_VERIFIED -> "denied";
                case TOO_MANY_ATTEMPTS, LOGIN_DELAYED, LOGIN_LOCKED -> "wait";
                default -> refusal.reason().toString();
            };
            return problem + " " + refusal.retryAfter() + " " + refusal.details();
        }
    }

    private static List<List<Call>> sequences(int length) {
        List<List<Call>> sequences = List.of(List.of());
        for (int i = 0; i < length; i++) {
            List<List<Call>> longer = new ArrayList<>();
            for (List<Call> sequence : sequences) {
                for (Call call : Call.values()) {
                    List<Call> next = new ArrayList<>(sequence);
                    next.add(call);
                    longer.add(next);
                }
            }
            sequences = longer;
        }
        return sequences;
    }

    private static List<String> answers(Standing standing, List<Call> calls) {
        Attack attack = new Attack(standing);
        return calls.stream().map(attack::answerTo).toList();
    }

    @Tag("exhaustive")
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void answersEverySequenceOfCallsAsForAFreeAddress(int length) {
        for (List<Call> calls : sequences(length)) {
            List<String> free = answers(Standing.FREE, calls);
            for (Standing standing : Standing.values()) {
                assertThat(answers(standing, calls))
                        .as("%s %s", standing, calls)
                        .isEqualTo(free);
            }
        }
    }

    @Test
    void signsInAfterTheVerificationOnly() {
        Attack owner = new Attack(Standing.FREE);
        assertThat(owner.signUp(FIRST)).startsWith("created ");
        owner.deliver();
        assertThat(owner.signIn(FIRST)).startsWith("denied ");
        assertThat(owner.portcullis.audit.last().reason()).isEqualTo("email_not_verified");

        assertThat(reasonOf(owner.verifyBy(
                        owner.last(), owner.portcullis.mailbox.last().code())))
                .isEmpty();

        assertThat(owner.signIn(FIRST)).isEqualTo("done");
    }

    /** A right password that does not count would tell that it was right. */
    @ParameterizedTest
    @EnumSource
    void makesTheNextSignInWaitAsAfterWrongPasswords(Standing standing) {
        Attack attack = new Attack(standing);
        assertThat(attack.signUp(FIRST)).startsWith("created ");
        for (int i = 0; i < 10; i++) {
            assertThat(attack.signIn(FIRST)).startsWith("denied ");
        }

        assertThat(attack.signIn(FIRST)).startsWith("wait ");
    }
}
