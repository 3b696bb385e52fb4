package dev.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.MailSender;
import dev.portcullis.account.Notice;
import dev.portcullis.account.SendNotice;
import dev.portcullis.account.SignUp;
import dev.portcullis.audit.AuditEvent;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.captcha.CaptchaRefusal;
import dev.portcullis.captcha.CaptchaVerifier;
import dev.portcullis.credential.Password;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Passage;
import dev.portcullis.kernel.RequestId;
import dev.portcullis.ratelimit.InMemoryFailedLoginStore;
import dev.portcullis.ratelimit.InMemoryTokenBuckets;
import dev.portcullis.ratelimit.Rate;
import dev.portcullis.ratelimit.RateLimitListener;
import dev.portcullis.ratelimit.RateLimitPolicy;
import dev.portcullis.ratelimit.RateLimiter;
import dev.portcullis.ratelimit.SharedRateLimiter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-in under a throttle that counts: what is held against a login, and what is not. */
class GuessedPasswordsTest {
    private static final EmailAddress EMAIL = new EmailAddress("ada@example.com");
    private static final Password RIGHT = ProviderContract.PASSWORD;
    private static final Password WRONG = ProviderContract.OTHER_PASSWORD;
    private static final ClientAddress HOME = new ClientAddress("192.0.2.7");
    private static final ClientAddress ELSEWHERE = new ClientAddress("203.0.113.66");

    /** What a provider elsewhere said. */
    private static final Passage PASSAGE = new Passage() {};

    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();

    @BeforeEach
    void signUpAndThrottle() {
        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        RateLimitPolicy policy = new RateLimitPolicy(
                Arrays.stream(RateLimiter.Action.values())
                        .collect(Collectors.toMap(Function.identity(), action -> Rate.perMinute(100_000))),
                Rate.perHour(100_000),
                Rate.perHour(100_000));
        portcullis.throttle = new SharedRateLimiter(
                policy,
                new InMemoryTokenBuckets(portcullis.database, portcullis.clock),
                new InMemoryFailedLoginStore(portcullis.database, portcullis.clock),
                portcullis.database,
                text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                RateLimitListener.none());
    }

    private SignUp.Outcome signUp() {
        return portcullis
                .signUp()
                .execute(new SignUp.Command(
                        ProviderContract.aRegistration(EMAIL), new CaptchaAnswer("answer"), callerAt(HOME)));
    }

    private static CallerContext callerAt(ClientAddress address) {
        return new CallerContext(address, "test/1", new RequestId("request-1"), null, Locale.ENGLISH);
    }

    private SignIn.Outcome signIn(Password password, ClientAddress from) {
        return portcullis
                .signIn()
                .execute(new SignIn.Command(
                        new Login(EMAIL.value()), password, new CaptchaAnswer("answer"), null, callerAt(from)));
    }

    /** Guesses as fast as it is let. */
    private void guessWrong(int times, ClientAddress from) {
        for (int i = 0; i < times; i++) {
            SignIn.Outcome outcome = signIn(WRONG, from);
            if (outcome instanceof SignIn.Outcome.Throttled throttled) {
                portcullis.clock.advance(throttled.retryAfter());
                outcome = signIn(WRONG, from);
            }
            assertThat(outcome).isInstanceOf(SignIn.Outcome.Denied.class);
        }
    }

    private Duration throttled(Password password, ClientAddress from) {
        SignIn.Outcome outcome = signIn(password, from);
        assertThat(outcome).isInstanceOf(SignIn.Outcome.Throttled.class);
        return ((SignIn.Outcome.Throttled) outcome).retryAfter();
    }

    /** NIST SP 800-63B-4, 3.2.2; checklist of ASVS 5.0, 6.3.1. */
    @Test
    void refusesTheRightPasswordAfterAHundredWrongOnesInARow() {
        assertThat(signIn(RIGHT, HOME)).isInstanceOf(SignIn.Outcome.Granted.class);
        guessWrong(80, ELSEWHERE);
        assertThat(throttled(RIGHT, ELSEWHERE)).isEqualTo(Duration.ofHours(24));
        guessWrong(20, HOME);

        Duration delay = throttled(RIGHT, HOME);

        assertThat(delay).isEqualTo(Duration.ofHours(24));
        assertThat(portcullis.audit.last().type()).isEqualTo("authn_login_lock");
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());
        portcullis.clock.advance(delay);
        assertThat(signIn(RIGHT, HOME)).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    @Test
    void leavesAnEventAndHashesNothingWhereAGuessHasToWait() {
        guessWrong(10, ELSEWHERE);
        int hashes = portcullis.hasher.calls();

        assertThat(throttled(RIGHT, HOME)).isEqualTo(Duration.ofSeconds(1));

        assertThat(portcullis.hasher.calls()).isEqualTo(hashes);
        assertThat(portcullis.audit.last().type()).isEqualTo("authn_login_fail_max");
        assertThat(portcullis.audit.last().outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
        assertThat(portcullis.audit.last().login()).isEqualTo(EMAIL.attempted());
    }

    @Test
    void forgetsWrongPasswordsAtTheRightOneAndNotAtANewCode() {
        guessWrong(9, ELSEWHERE);
        assertThat(signIn(RIGHT, HOME)).isInstanceOf(SignIn.Outcome.Granted.class);
        guessWrong(9, ELSEWHERE);

        // A sign-up for an unverified account sends a new code.
        assertThat(signUp()).isInstanceOf(SignUp.Outcome.Created.class);
        guessWrong(1, ELSEWHERE);

        assertThat(throttled(RIGHT, ELSEWHERE)).isPositive();
    }

    @Test
    void delaysAnUnknownLoginJustAsAKnownOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(signInAs("nobody@example.com")).isInstanceOf(SignIn.Outcome.Denied.class);
        }
        assertThat(signInAs("nobody@example.com"))
                .isEqualTo(new SignIn.Outcome.Throttled(Duration.ofSeconds(1), SignIn.Outcome.Limit.WRONG_PASSWORDS));
    }

    private SignIn.Outcome signInAs(String login) {
        return portcullis
                .signIn()
                .execute(new SignIn.Command(
                        new Login(login), WRONG, new CaptchaAnswer("answer"), null, callerAt(ELSEWHERE)));
    }

    @Test
    void holdsNothingAgainstALoginThatWasNotCompared() {
        portcullis.captcha = (answer, action, address) -> Optional.of(CaptchaRefusal.WRONG);
        for (int i = 0; i < 30; i++) {
            assertThat(signIn(WRONG, ELSEWHERE)).isInstanceOf(SignIn.Outcome.CaptchaRefused.class);
        }
        portcullis.captcha = (answer, action, address) -> {
            throw new IllegalStateException("the captcha service is away");
        };
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> signIn(WRONG, ELSEWHERE)).hasMessage("the captcha service is away");
        }
        portcullis.captcha = CaptchaVerifier.none();
        portcullis.hasher.becomeOverloaded(true);
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> signIn(WRONG, ELSEWHERE)).isInstanceOf(Overloaded.class);
        }
        portcullis.hasher.becomeOverloaded(false);

        assertThat(signIn(RIGHT, ELSEWHERE)).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    private SignIn.Outcome signInBy(Credentials provider) {
        return portcullis
                .signIn(provider)
                .execute(new SignIn.Command(
                        new Login(EMAIL.value()), RIGHT, new CaptchaAnswer("answer"), null, callerAt(ELSEWHERE)));
    }

    /** As a provider does whose outcome is decided elsewhere. */
    private static Credentials announcing(SignIn.Outcome outcome) {
        return (login, password, replaced, belongings, recorder) -> {
            recorder.announce();
            recorder.conclude(outcome);
            return outcome;
        };
    }

    @Test
    void holdsNothingAgainstALoginThatTheProviderRefusesForReasonsOfItsOwn() {
        SignIn.Outcome busy = new SignIn.Outcome.Throttled(Duration.ofSeconds(3), PASSAGE);
        SignIn.Outcome noHuman = new SignIn.Outcome.CaptchaRefused(PASSAGE);
        for (int i = 0; i < 30; i++) {
            assertThat(signInBy(announcing(busy))).isEqualTo(busy);
            assertThat(signInBy(announcing(noHuman))).isEqualTo(noHuman);
        }

        assertThat(signIn(RIGHT, ELSEWHERE)).isInstanceOf(SignIn.Outcome.Granted.class);
    }

    /** A provider may say so of a wrong password. */
    @Test
    void countsAGuessThatTheProviderRejectsForAReasonUnknown() {
        SignIn.Outcome rejected = new SignIn.Outcome.Rejected(PASSAGE);
        for (int i = 0; i < 10; i++) {
            assertThat(signInBy(announcing(rejected))).isEqualTo(rejected);
        }

        assertThat(throttled(RIGHT, ELSEWHERE)).isPositive();
    }

    @Test
    void asksTheCaptchaBeforeItCountsAGuess() {
        guessWrong(10, ELSEWHERE);
        portcullis.captcha = (answer, action, address) -> Optional.of(CaptchaRefusal.WRONG);

        assertThat(signIn(RIGHT, ELSEWHERE)).isInstanceOf(SignIn.Outcome.CaptchaRefused.class);
    }

    @Test
    void forgetsWrongPasswordsAlsoWhereTheRightOneIsDecidedElsewhere() {
        SignIn.Outcome granted = signIn(RIGHT, HOME);
        guessWrong(9, ELSEWHERE);

        assertThat(signInBy(announcing(granted))).isEqualTo(granted);

        guessWrong(10, ELSEWHERE);
        assertThat(throttled(RIGHT, ELSEWHERE)).isPositive();
    }

    @Test
    void forgetsNothingWhenWhatTheRightPasswordOpensIsNotKept() {
        SignIn.Outcome granted = signIn(RIGHT, HOME);
        guessWrong(9, ELSEWHERE);

        assertThatThrownBy(() ->
                        signInBy((login, password, replaced, belongings, recorder) -> portcullis.database.call(() -> {
                            recorder.record(granted);
                            throw new IllegalStateException("not kept");
                        })))
                .hasMessage("not kept");

        guessWrong(1, ELSEWHERE);
        assertThat(throttled(RIGHT, ELSEWHERE)).isPositive();
    }

    private void verifyTheAddress() {
        portcullis.database.run(() -> {
            Account held = portcullis
                    .accountStore
                    .findByEmail(EMAIL)
                    .flatMap(found -> portcullis.accountStore.lock(found.id()))
                    .orElseThrow();
            portcullis.accountStore.update(new Account(
                    held.id(), EMAIL, held.name(), true, held.groups(), held.registration(), held.createdAt()));
        });
    }

    private List<MailSender.NoticeMail> notices() {
        SendNotice.Outcome outcome = portcullis.sendNotice().execute();
        while (outcome != SendNotice.Outcome.IDLE) {
            outcome = portcullis.sendNotice().execute();
        }
        return portcullis.mailbox.notices();
    }

    /** ASVS 5.0, 6.3.5. */
    @Test
    void tellTheHolderOfARightOneAfterManyWrongOnesFromWhereTheLoginIsNotKnown() {
        verifyTheAddress();
        guessWrong(10, ELSEWHERE);
        portcullis.clock.advance(throttled(RIGHT, ELSEWHERE));

        assertThat(signIn(RIGHT, ELSEWHERE)).isInstanceOf(SignIn.Outcome.Granted.class);

        assertThat(notices())
                .containsExactly(new MailSender.NoticeMail(
                        EMAIL, Notice.SUSPICIOUS_SIGN_IN, portcullis.clock.instant(), Locale.ENGLISH));
    }

    @Test
    void tellNobodyOfWhatIsAsUsual() {
        verifyTheAddress();
        guessWrong(9, HOME);
        assertThat(signIn(RIGHT, HOME)).isInstanceOf(SignIn.Outcome.Granted.class);
        guessWrong(20, ELSEWHERE);

        assertThat(signIn(RIGHT, HOME)).isInstanceOf(SignIn.Outcome.Granted.class);

        assertThat(notices()).isEmpty();
    }

    @Test
    void tellNobodyWhoseAddressIsNotVerified() {
        guessWrong(10, ELSEWHERE);
        portcullis.clock.advance(throttled(RIGHT, ELSEWHERE));

        assertThat(signIn(RIGHT, ELSEWHERE)).isInstanceOf(SignIn.Outcome.Granted.class);

        assertThat(notices()).isEmpty();
    }
}
