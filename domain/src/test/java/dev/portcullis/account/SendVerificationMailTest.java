package dev.portcullis.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.Secret;
import dev.portcullis.kernel.BearerToken;
import dev.portcullis.kernel.Callers;
import dev.portcullis.kernel.CanIgnoreReturnValue;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.DecisionRunner;
import dev.portcullis.session.InMemoryPortcullis;
import dev.portcullis.session.ProviderContract;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationPolicy;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SendVerificationMailTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SendVerificationMail send = portcullis.sendVerificationMail;
    private final EmailAddress email = new EmailAddress("ada@example.com");

    @CanIgnoreReturnValue
    private SignUp.SignedUp signUp() {
        Result<SignUp.SignedUp> result = DecisionRunner.run(
                portcullis.database, portcullis.accounts.signUp(ProviderContract.aRegistration(email)));
        return result.value();
    }

    private void assertVerifies(SignUp.SignedUp signedUp, VerificationCode code) {
        Result<VerifyEmail.Verified> result = portcullis
                .verifyEmail()
                .execute(
                        new VerifyEmail.Command(new BearerToken(signedUp.token().reveal()), code, Callers.aCaller()));
        assertThat(result.isRefused()).isFalse();
    }

    @Test
    void sendsNothingWhenNothingIsDue() {
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
        assertThat(portcullis.mailbox.mails()).isEmpty();
    }

    @Test
    void sendsOneMailForASignUp() {
        signUp();

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.SENT);
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
        assertThat(portcullis.mailbox.last().to()).isEqualTo(email);
    }

    @Test
    void triesAgainLaterAndLaterUntilTheMailServerIsBack() {
        SignUp.SignedUp signedUp = signUp();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.POSTPONED);
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofSeconds(2));
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.POSTPONED);
        portcullis.clock.advance(Duration.ofSeconds(2));
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofHours(1));
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.SENT);

        assertVerifies(signedUp, portcullis.mailbox.last().code());
    }

    @Test
    void givesUpAfterADay() {
        signUp();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);
        portcullis.clock.advance(Duration.ofHours(24));

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.GIVEN_UP);
        portcullis.clock.advance(Duration.ofHours(24));
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
    }

    @Test
    void givesUpAtOnceWhenTheMailServerRefusesForGood() {
        signUp();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.REFUSED);

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.GIVEN_UP);
    }

    @Test
    void waitsNoLongerThanTheHasherAsksForWhenItIsBusy() {
        signUp();
        portcullis.hasher.becomeOverloaded(true);
        assertThatThrownBy(send::execute).isInstanceOf(Overloaded.class);
        portcullis.hasher.becomeOverloaded(false);

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofSeconds(1));
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.SENT);
    }

    @Test
    void sendsAgainWhenTheProcessDiedBeforeItCouldNoteTheDelivery() {
        SignUp.SignedUp signedUp = signUp();
        portcullis.mailbox.answerWith(() -> {
            throw new IllegalStateException("the process dies here");
        });
        assertThatThrownBy(send::execute).isInstanceOf(IllegalStateException.class);
        VerificationCode firstCode = portcullis.mailbox.last().code();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofMinutes(2));
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.SENT);

        assertThat(portcullis.mailbox.last().code()).isNotEqualTo(firstCode);
        assertVerifies(signedUp, portcullis.mailbox.last().code());
    }

    @Test
    void beginsNoDeliveryThatCouldOutliveItsLease() {
        SignUp.SignedUp signedUp = signUp();
        SendVerificationMail hashesSlowly = new SendVerificationMail(
                portcullis.accountStore,
                portcullis.verificationStore,
                portcullis.mailQueue,
                new SlowHasher(),
                portcullis.mailbox,
                new VerificationPolicy(Duration.ofMinutes(10), Duration.ofHours(24)),
                portcullis.database,
                portcullis.clock,
                new Random(42));

        assertThat(hashesSlowly.execute()).isEqualTo(SendVerificationMail.Outcome.POSTPONED);
        assertThat(portcullis.mailbox.mails()).isEmpty();

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.SENT);
        assertVerifies(signedUp, portcullis.mailbox.last().code());
    }

    /** Takes as long as leaves a delivery no time before its lease ends. */
    private final class SlowHasher implements PasswordHasher {
        @Override
        public PasswordHash hash(Secret secret) {
            portcullis.clock.advance(MailRetries.LEASE.minus(MailSender.DEADLINE));
            return portcullis.hasher.hash(secret);
        }

        @Override
        public boolean matches(Secret secret, PasswordHash hash) {
            return portcullis.hasher.matches(secret, hash);
        }

        @Override
        public boolean isOutdated(PasswordHash hash) {
            return portcullis.hasher.isOutdated(hash);
        }

        @Override
        public PasswordHash decoy() {
            return portcullis.hasher.decoy();
        }
    }

    @Test
    void keepsTheCodeFromAMailWhoseDeliveryIsNotYetNoted() {
        SignUp.SignedUp signedUp = signUp();
        portcullis.mailbox.answerWith(() -> {
            throw new IllegalStateException("the process dies here");
        });
        assertThatThrownBy(send::execute).isInstanceOf(IllegalStateException.class);

        assertVerifies(signedUp, portcullis.mailbox.last().code());
        portcullis.clock.advance(Duration.ofMinutes(2));
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.OBSOLETE);
        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.IDLE);
    }

    @Test
    void keepsACodeOnlyAsAHash() {
        SignUp.SignedUp signedUp = signUp();
        int hashesBefore = portcullis.hasher.calls();

        assertThat(send.execute()).isEqualTo(SendVerificationMail.Outcome.SENT);

        assertThat(portcullis.hasher.calls()).isEqualTo(hashesBefore + 1);
        EmailVerification owed = portcullis.database.call(
                () -> portcullis.verificationStore.lock(signedUp.account().id()).orElseThrow());
        assertThat(owed.toString())
                .doesNotContain(portcullis.mailbox.last().code().reveal());
    }
}
