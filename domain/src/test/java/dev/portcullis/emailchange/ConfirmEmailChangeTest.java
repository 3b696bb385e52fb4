package dev.portcullis.emailchange;

import static dev.portcullis.caller.Callers.aCaller;
import static dev.portcullis.composition.ProviderContract.PASSWORD;
import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.audit.AuditAction;
import dev.portcullis.audit.AuditEvents;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.composition.SignedIn;
import dev.portcullis.kernel.Overloaded;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import dev.portcullis.session.Session;
import dev.portcullis.verification.EmailVerification;
import dev.portcullis.verification.MailedCodes;
import dev.portcullis.verification.VerificationCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfirmEmailChangeTest extends ChangingAddress {
    @Test
    void changesTheAddressOnProofFromTheNewMailbox() {
        Limits limits = new Limits();
        requested(NEW);
        portcullis.throttle = limits;

        Result<ConfirmEmailChange.Confirmed> result = confirm(holder, code());

        assertThat(result.value().account()).isEqualTo(account());
        assertThat(address()).isEqualTo(NEW);
        assertThat(account().emailVerified()).isTrue();
        assertThat(result.value().freshToken()).isNotNull();
        assertThat(limits.renamed).containsExactly(old.value() + " " + NEW.value());
        assertThat(limits.wrongCodes).isZero();
        assertThat(portcullis.audit.last())
                .isEqualTo(AuditEvents.succeeded(
                        AuditAction.CONFIRM_EMAIL_CHANGE,
                        "user_updated",
                        "",
                        holder.account(),
                        holder.session(),
                        NEW.attempted()));
    }

    /** A reader of the old mailbox must not reset the password of the account at its new address. */
    @Test
    void endsTheCodesThatWereMailedToTheOldAddress() {
        requested(NEW);
        VerificationCode confirming = code();
        portcullis.database.run(
                () -> portcullis.mailedCodes.put(holder.account(), MailKind.PASSWORD_RESET_CODE, MailedCodes.NONE_YET));

        assertThat(reasonOf(confirm(holder, confirming))).isEmpty();

        assertThat(portcullis.database.call(
                        () -> portcullis.mailedCodes.find(holder.account(), MailKind.PASSWORD_RESET_CODE)))
                .isEmpty();
    }

    @Test
    void signsInWithTheNewAddressAlone() {
        changedTo(NEW);

        assertThat(holder.canSignInWith(PASSWORD)).isFalse();
        SignedIn moved = new SignedIn(portcullis, holder.account(), NEW, holder.session(), holder.tokens());
        assertThat(moved.canSignInWith(PASSWORD)).isTrue();
        assertThat(holder.canRefresh()).isTrue();
    }

    @Test
    void verifiesAnUnverifiedAccount() {
        SignedIn unverified = SignedIn.someone(portcullis, false);
        assertThat(reasonOf(request(unverified, NEW, PASSWORD))).isEmpty();
        deliverAll();

        assertThat(confirm(unverified, code()).value().account().emailVerified())
                .isTrue();
    }

    /** A reader of the old mailbox must not verify the account at its new address. */
    @Test
    void endsTheVerificationOfTheOldAddress() {
        SignedIn unverified = SignedIn.someone(portcullis, false);
        portcullis.database.run(() -> portcullis.verificationStore.put(EmailVerification.owedBy(unverified.account())));
        assertThat(reasonOf(request(unverified, NEW, PASSWORD))).isEmpty();
        deliverAll();

        assertThat(reasonOf(confirm(unverified, code()))).isEmpty();

        assertThat(portcullis.database.call(() -> portcullis.verificationStore.lock(unverified.account())))
                .isEmpty();
    }

    @Test
    void takesNoCodeFromACallerWithoutASession() {
        requested(NEW);
        Result<ConfirmEmailChange.Confirmed> result = portcullis
                .useCases
                .confirmEmailChange()
                .execute(new ConfirmEmailChange.Command(new BearerToken("forged"), code(), aCaller()));

        assertThat(reasonOf(result)).contains(Reason.NOT_AUTHENTICATED);
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void takesACodeOnce() {
        changedTo(NEW);

        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.CODE_EXPIRED);
    }

    @Test
    void takesItFromTheSessionThatAskedAlone() {
        SignedIn other = holder.onAnotherDevice();
        requested(NEW);

        assertThat(reasonOf(confirm(other, code()))).contains(Reason.CODE_EXPIRED);
        assertThat(reasonOf(confirm(SignedIn.someone(portcullis), code()))).contains(Reason.CODE_EXPIRED);
        assertThat(address()).isEqualTo(old);

        portcullis.database.run(() -> assertThat(
                        portcullis.sessions.end(holder.account(), holder.session(), Session.End.Reason.SIGNED_OUT))
                .isTrue());
        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.NOT_AUTHENTICATED);
    }

    @Test
    void countsWrongCodesByAccountAcrossRequests() {
        Limits limits = new Limits();
        portcullis.throttle = limits;
        requested(NEW);
        VerificationCode first = code();
        for (int i = 0; i < 3; i++) {
            assertThat(reasonOf(confirm(holder, otherThan(first)))).contains(Reason.CODE_INVALID);
        }
        assertThat(limits.wrongCodes).isEqualTo(3);
        assertThat(reasonOf(confirm(holder, first))).contains(Reason.TOO_MANY_TRIES);

        SignedIn other = holder.onAnotherDevice();
        assertThat(reasonOf(request(other, THIRD, PASSWORD))).isEmpty();
        deliverAll();
        for (int i = 0; i < 2; i++) {
            assertThat(reasonOf(confirm(other, otherThan(code())))).contains(Reason.CODE_INVALID);
        }
        assertThat(reasonOf(confirm(other, code()))).contains(Reason.TOO_MANY_TRIES);
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void takesNoCodeOfARequestThatWasReplaced() {
        requested(NEW);
        VerificationCode first = code();
        requested(THIRD);

        assertThat(reasonOf(confirm(holder, first)))
                .contains(first.equals(code()) ? Reason.CODE_EXPIRED : Reason.CODE_INVALID);
        assertThat(address()).isEqualTo(old);
    }

    @Test
    void takesACodeForTenMinutesAfterTheMailServerAcceptedIt() {
        assertThat(reasonOf(request(holder, NEW, PASSWORD))).isEmpty();
        portcullis.mailbox.answerWith(() -> {
            portcullis.clock.advance(Duration.ofSeconds(50));
            return MailSender.Delivery.ACCEPTED;
        });
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.SENT);
        portcullis.clock.advance(Duration.ofMinutes(10).minusSeconds(1));

        assertThat(reasonOf(confirm(refreshed(), code()))).isEmpty();
    }

    @Test
    void takesACodeForTenMinutesAfterAMailThatNoServerAcceptedWasMade() {
        assertThat(reasonOf(request(holder, NEW, PASSWORD))).isEmpty();
        portcullis.mailbox.answerWith(() -> {
            portcullis.clock.advance(Duration.ofSeconds(50));
            return MailSender.Delivery.REFUSED;
        });
        assertThat(portcullis.deliverMail()).isEqualTo(DeliverMail.Outcome.GIVEN_UP);
        portcullis.clock.advance(Duration.ofMinutes(10).minusSeconds(1));

        assertThat(reasonOf(confirm(refreshed(), code()))).contains(Reason.CODE_EXPIRED);
    }

    @Test
    void takesNoCodeAfterTenMinutes() {
        requested(NEW);
        portcullis.clock.advance(Duration.ofMinutes(11));

        assertThat(reasonOf(confirm(refreshed(), code()))).contains(Reason.CODE_EXPIRED);
    }

    @Test
    void leavesTheAddressToAnAccountThatGotItMeanwhile() {
        requested(NEW);
        occupy(NEW, true);

        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.EMAIL_TAKEN);

        assertThat(address()).isEqualTo(old);
    }

    @Test
    void takesTheAddressFromAnAccountThatNeverProvedIt() {
        requested(NEW);
        occupy(NEW, false);

        assertThat(reasonOf(confirm(holder, code()))).isEmpty();

        assertThat(address()).isEqualTo(NEW);
    }

    /** An administrator disabled it, so that nobody signs up with the address. */
    @Test
    void leavesTheAddressToADisabledAccountThatNeverProvedIt() {
        requested(NEW);
        occupy(NEW, false);
        portcullis.database.run(() -> {
            Account found = portcullis.accountStore.findByEmail(NEW).orElseThrow();
            portcullis.accountStore.update(
                    portcullis.accountStore.lock(found.id()).orElseThrow().asDisabled(true));
        });

        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.EMAIL_TAKEN);

        assertThat(address()).isEqualTo(old);
    }

    @Test
    void countsNoTryThatWasNotCompared() {
        requested(NEW);
        portcullis.hasher.becomeOverloaded(true);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> confirm(holder, code())).isInstanceOf(Overloaded.class);
        }
        portcullis.hasher.becomeOverloaded(false);

        assertThat(reasonOf(confirm(holder, code()))).isEmpty();
    }

    @Test
    void isLimitedByCaller() {
        requested(NEW);
        Limits limits = new Limits();
        portcullis.throttle = limits;
        limits.refused = "VERIFY_EMAIL ";
        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.TOO_MANY_ATTEMPTS);
        limits.refused = "";
        limits.guessDelay = Optional.of(DELAY);
        assertThat(reasonOf(confirm(holder, code()))).contains(Reason.TOO_MANY_ATTEMPTS);

        assertThat(address()).isEqualTo(old);
    }
}
