package dev.portcullis.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.session.InMemoryPortcullis;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendNoticeTest {
    private final InMemoryPortcullis portcullis = new InMemoryPortcullis();
    private final SendNotice send = portcullis.sendNotice();
    private final Account account = AccountFixtures.anUnverifiedAccount();

    @BeforeEach
    void orderOne() {
        portcullis.database.run(() -> {
            assertThat(portcullis.accountStore.insert(account)).isTrue();
            portcullis.noticeQueue.order(account.id(), Notice.PASSWORD_CHANGED, Locale.ENGLISH, now());
        });
    }

    private Instant now() {
        return portcullis.clock.instant();
    }

    @Test
    void sendsWhatIsDueOnce() {
        Instant ordered = now();
        portcullis.clock.advance(Duration.ofSeconds(3));

        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.SENT);
        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.IDLE);

        assertThat(portcullis.mailbox.notices())
                .containsExactly(
                        new MailSender.NoticeMail(account.email(), Notice.PASSWORD_CHANGED, ordered, Locale.ENGLISH));
    }

    @Test
    void triesAgainWhileTheMailServerIsAwayAndGivesUpInTheEnd() {
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.DEFERRED);

        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.POSTPONED);
        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.IDLE);
        portcullis.clock.advance(Duration.ofSeconds(2));
        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.POSTPONED);
        portcullis.clock.advance(Duration.ofHours(24));

        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.GIVEN_UP);
        portcullis.clock.advance(Duration.ofHours(24));
        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.IDLE);
    }

    @Test
    void givesUpWhatIsRefusedForGood() {
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.REFUSED);

        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.GIVEN_UP);
        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.IDLE);
    }

    @Test
    void comesBackWhenItsSenderDied() {
        portcullis.mailbox.answerWith(() -> {
            throw new IllegalStateException("killed");
        });
        assertThatThrownBy(send::execute).hasMessage("killed");
        portcullis.mailbox.answerWith(() -> MailSender.Delivery.ACCEPTED);

        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.IDLE);
        portcullis.clock.advance(MailRetries.LEASE);
        assertThat(send.execute()).isEqualTo(SendNotice.Outcome.SENT);
    }
}
