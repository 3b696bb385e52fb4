package dev.portcullis.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.account.Account;
import dev.portcullis.account.AccountFixtures;
import dev.portcullis.composition.InMemoryPortcullis;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@link DeliverMail} with notices, which contain no code. */
class DeliverNoticeTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final Account account = AccountFixtures.anUnverifiedAccount();

    private DeliverMail.Outcome deliver() {
        return portcullis.deliverMail();
    }

    private Instant enqueueANotice() {
        Instant now = portcullis.clock.instant();
        portcullis.database.run(() -> {
            assertThat(portcullis.accountStore.insert(account)).isTrue();
            portcullis.outbox.enqueue(account.id(), MailKind.PASSWORD_CHANGED, Locale.ENGLISH, now);
        });
        return now;
    }

    @Test
    void sendsANoticeOnceWithTheTimeOfTheEvent() {
        Instant enqueued = enqueueANotice();
        portcullis.clock.advance(Duration.ofSeconds(3));
        int hashesBefore = portcullis.hasher.calls();

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);

        assertThat(portcullis.mailbox.notices())
                .containsExactly(new MailSender.Message(
                        MailKind.PASSWORD_CHANGED, account.email().value(), Locale.ENGLISH, enqueued, null));
        assertThat(portcullis.hasher.calls()).isEqualTo(hashesBefore);
    }

    @Test
    void retriesANoticeWhileTheMailServerIsDownAndGivesUpInTheEnd() {
        var unused = enqueueANotice();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.POSTPONED);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofSeconds(2));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.POSTPONED);
        portcullis.clock.advance(Duration.ofHours(24));

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.GIVEN_UP);
        portcullis.clock.advance(Duration.ofHours(24));
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void givesUpANoticeWhoseRecipientIsRejected() {
        var unused = enqueueANotice();
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.REFUSED);

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.GIVEN_UP);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
    }

    @Test
    void sendsANoticeAgainWhenItsSenderDied() {
        var unused = enqueueANotice();
        portcullis.mailbox.answerWith(() -> {
            throw new IllegalStateException("killed");
        });
        assertThatThrownBy(this::deliver).hasMessage("killed");
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);

        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.IDLE);
        portcullis.clock.advance(MailRetries.LEASE);
        assertThat(deliver()).isEqualTo(DeliverMail.Outcome.SENT);
    }

    @Test
    void sendsNoticesWhileNoCodeCanBeHashed() {
        Account waiting = AccountFixtures.anUnverifiedAccount();
        portcullis.database.run(() -> {
            assertThat(portcullis.accountStore.insert(waiting)).isTrue();
            portcullis.outbox.enqueue(
                    waiting.id(), MailKind.VERIFICATION_CODE, Locale.ENGLISH, portcullis.clock.instant());
        });
        var unused = enqueueANotice();
        portcullis.hasher.becomeOverloaded(true);

        assertThat(portcullis.useCases.deliverMail().execute(MailKind.Content.NOTICE))
                .isEqualTo(DeliverMail.Outcome.SENT);
        assertThat(portcullis.mailbox.notices()).hasSize(1);
    }
}
