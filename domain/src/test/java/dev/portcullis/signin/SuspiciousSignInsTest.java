package dev.portcullis.signin;

import static dev.portcullis.composition.ProviderContract.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.mail.DeliverMail;
import dev.portcullis.mail.MailKind;
import dev.portcullis.mail.MailSender;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@link SignIn}: which sign-ins the owner of an account gets a mail about. */
class SuspiciousSignInsTest extends LimitedSignIns {
    private void verifyTheAddress() {
        portcullis.database.run(() -> {
            Account held = portcullis
                    .accountStore
                    .findByEmail(EMAIL)
                    .flatMap(found -> portcullis.accountStore.lock(found.id()))
                    .orElseThrow();
            portcullis.accountStore.update(new Account(
                    held.id(), EMAIL, held.name(), true, held.groups(), held.registration(), held.createdAt(), false));
        });
    }

    private List<MailSender.Message> notices() {
        DeliverMail.Outcome outcome = portcullis.deliverMail();
        while (outcome != DeliverMail.Outcome.IDLE) {
            outcome = portcullis.deliverMail();
        }
        return portcullis.mailbox.notices();
    }

    /** ASVS 5.0, 6.3.5. */
    @Test
    void notifiesTheOwnerOfARightPasswordAfterManyWrongOnesFromAnUnknownNetwork() {
        verifyTheAddress();
        guessWrong(10, AWAY);
        portcullis.clock.advance(delayed(RIGHT, AWAY));

        assertThat(reasonOf(signIn(RIGHT, AWAY))).isEmpty();

        assertThat(notices())
                .containsExactly(new MailSender.Message(
                        MailKind.SUSPICIOUS_SIGN_IN, EMAIL.value(), Locale.ENGLISH, portcullis.clock.instant(), null));
    }

    @Test
    void notifiesNobodyOfAUsualSignIn() {
        verifyTheAddress();
        guessWrong(9, HOME);
        assertThat(reasonOf(signIn(RIGHT, HOME))).isEmpty();
        guessWrong(20, AWAY);

        assertThat(reasonOf(signIn(RIGHT, HOME))).isEmpty();

        assertThat(notices()).isEmpty();
    }

    @Test
    void notifiesNoUnverifiedAddress() {
        guessWrong(10, AWAY);
        portcullis.clock.advance(delayed(RIGHT, AWAY));

        assertThat(reasonOf(signIn(RIGHT, AWAY))).isEmpty();

        assertThat(notices()).isEmpty();
    }
}
