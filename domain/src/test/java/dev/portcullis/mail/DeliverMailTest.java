package dev.portcullis.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.account.SignUp;
import dev.portcullis.account.VerifyEmail;
import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.caller.Callers;
import dev.portcullis.composition.DecisionRunner;
import dev.portcullis.composition.InMemoryPortcullis;
import dev.portcullis.composition.ProviderContract;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.credential.Secret;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeliverMailTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final EmailAddress email = new EmailAddress("ada@example.com");

    private DeliverMail.Outcome deliver() {
        return portcullis.deliverMail();
    }

    @CanIgnoreReturnValue
    private SignUp.SignedUp signUp() {
        return signUp(email);
    }

    @CanIgnoreReturnValue
    private SignUp.SignedUp signUp(EmailAddress address) {
        return DecisionRunner.run(
                        portcullis.database,
                        portcullis.local.accounts().signUp(ProviderContract.aRegistration(address)))
                .value();
    }

    private Optional<Reason> verify(SignUp.SignedUp signedUp, VerificationCode code) {
        return ProviderContract.reasonOf(portcullis
                .useCases
                .verifyEmail()
                .execute(
                        new VerifyEmail.Command(new BearerToken(signedUp.token().reveal()), code, Callers.aCaller())));
    }

    @Test
    void sendsNothingWhenNothingIsDue() {
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        assertThat(portcullis.mailbox.mails()).isEmpty();
    }

    @Test
    void sendsOneMailForASignUp() {
        signUp();

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        assertThat(portcullis.mailbox.last().to()).isEqualTo(email);
    }

    @Test
    void triesAgainLaterAndLaterUntilTheMailServerIsBack() {
        SignUp.SignedUp signedUp = signUp();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.POSTPONED);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofSeconds(2));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.POSTPONED);
        portcullis.clock.advance(Duration.ofSeconds(2));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofHours(1));
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);

        assertThat(verify(signedUp, portcullis.mailbox.last().code())).isEmpty();
    }

    @Test
    void givesUpAfterADay() {
        signUp();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);
        portcullis.clock.advance(Duration.ofHours(24));

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.GIVEN_UP);
        portcullis.clock.advance(Duration.ofHours(24));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void givesUpAtOnceWhenTheMailServerRejectsTheRecipient() {
        signUp();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.REFUSED);

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.GIVEN_UP);
    }

    @Test
    void waitsNoLongerThanTheHasherAsksForWhenItIsBusy() {
        signUp();
        portcullis.hasher.becomeOverloaded(true);
        assertThatThrownBy(this::deliver).isInstanceOf(Overloaded.class);
        portcullis.hasher.becomeOverloaded(false);

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofSeconds(1));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
    }

    @Test
    void sendsAgainWhenTheProcessDiedBeforeItCouldNoteTheDelivery() {
        SignUp.SignedUp signedUp = signUp();
        portcullis.mailbox.answerWith(() -> {
            throw new IllegalStateException("the process dies here");
        });
        assertThatThrownBy(this::deliver).isInstanceOf(IllegalStateException.class);
        VerificationCode firstCode = portcullis.mailbox.last().code();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofMinutes(2));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);

        assertThat(portcullis.mailbox.last().code()).isNotEqualTo(firstCode);
        assertThat(verify(signedUp, portcullis.mailbox.last().code())).isEmpty();
    }

    @Test
    void beginsNoDeliveryThatCouldOutliveItsLease() {
        SignUp.SignedUp signedUp = signUp();
        portcullis.usedHasher = new SlowHasher();

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.POSTPONED);
        assertThat(portcullis.mailbox.mails()).isEmpty();

        portcullis.usedHasher = portcullis.hasher;
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(verify(signedUp, portcullis.mailbox.last().code())).isEmpty();
    }

    @Test
    void hashesOneCodeAtATime() throws InterruptedException {
        signUp();
        signUp(new EmailAddress("second@example.com"));
        HeldHasher hasher = new HeldHasher();
        portcullis.usedHasher = hasher;

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
        hasher.second.join();

        assertThat(hasher.atOnce).isEqualTo(1);
        assertThat(portcullis.mailbox.mails()).hasSize(2);
    }

    /** While it hashes the code of the first mail, another thread delivers a second mail, which should wait. */
    private final class HeldHasher extends OtherHasher {
        final Thread second = new Thread(() -> assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT));
        private final AtomicInteger hashing = new AtomicInteger();
        volatile int atOnce;

        @Override
        public PasswordHash hash(Secret secret) {
            atOnce = Math.max(atOnce, hashing.incrementAndGet());
            if (second.getState() == Thread.State.NEW) {
                second.start();
                while (atOnce == 1 && second.getState() != Thread.State.WAITING && second.isAlive()) {
                    Thread.onSpinWait();
                }
            }
            hashing.decrementAndGet();
            return super.hash(secret);
        }
    }

    /** Takes so long that the rest of the lease is too short for a delivery. */
    private final class SlowHasher extends OtherHasher {
        @Override
        public PasswordHash hash(Secret secret) {
            portcullis.clock.advance(MailRetries.LEASE.minus(MailSender.DEADLINE));
            return super.hash(secret);
        }
    }

    private class OtherHasher implements PasswordHasher {
        @Override
        public PasswordHash hash(Secret secret) {
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
        assertThatThrownBy(this::deliver).isInstanceOf(IllegalStateException.class);

        assertThat(verify(signedUp, portcullis.mailbox.last().code())).isEmpty();
        portcullis.clock.advance(Duration.ofMinutes(2));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.OBSOLETE);
        portcullis.clock.advance(Duration.ofDays(1));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void keepsACodeOnlyAsAHash() {
        SignUp.SignedUp signedUp = signUp();
        int hashesBefore = portcullis.hasher.calls();

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);

        assertThat(portcullis.hasher.calls()).isEqualTo(hashesBefore + 1);
        EmailVerification owed = portcullis.database.call(
                () -> portcullis.verificationStore.lock(signedUp.account().id()).orElseThrow());
        assertThat(owed.toString())
                .doesNotContain(portcullis.mailbox.last().code().reveal());
    }

    @Test
    void sendsOneMailAtATimeToAnAccountAndKeepsTheirCodesValid() {
        SignUp.SignedUp signedUp = signUp();
        List<DeliverMail.Outcome> meanwhile = new ArrayList<>();
        portcullis.mailbox.answerWith(() -> {
            portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);
            enqueueACode(signedUp);
            meanwhile.add(deliver());
            return MailSender.Delivery.ACCEPTED;
        });

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(meanwhile).containsExactly(DeliverMail.Outcome.IDLE);
        VerificationCode first = portcullis.mailbox.last().code();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.POSTPONED);

        assertThat(portcullis.mailbox.mails()).hasSize(2);
        assertThat(verify(signedUp, first)).isEmpty();
    }

    private void enqueueACode(SignUp.SignedUp signedUp) {
        portcullis.database.run(() -> portcullis.outbox.enqueue(
                signedUp.account().id(), MailKind.VERIFICATION_CODE, Locale.ENGLISH, portcullis.clock.instant()));
    }

    @Test
    void voidsTheCodeOfAMailThatATakeOverOvertook() {
        signUp();
        List<SignUp.SignedUp> takenOver = new ArrayList<>();
        portcullis.mailbox.answerWith(() -> {
            portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);
            takenOver.add(signUp());
            return MailSender.Delivery.ACCEPTED;
        });
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
        VerificationCode earlier = portcullis.mailbox.last().code();

        assertThat(verify(takenOver.get(0), earlier)).contains(Reason.CODE_EXPIRED);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(verify(takenOver.get(0), portcullis.mailbox.last().code())).isEmpty();
    }
}
