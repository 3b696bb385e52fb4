package dev.portcullis.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpRejectionTest {
    private static SmtpRejection toRecipient(int code, String reply) {
        return new SmtpRejection(true, code, List.of(reply.split("\\|")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // The recipient's address.
                "550; 550 5.1.1 no such user; true",
                "550; 550 5.1.2 no such domain; true",
                "501; 501 5.1.3 not an address; true",
                "553; 553 5.1.3; true",
                "550; 550 5.1.4 ambiguous; true",
                "551; 551 5.1.6 moved; true",
                "556; 556 5.1.10 null MX; true",
                "550; 550-5.1.1 no such user|550-5.1.1 see|550 5.1.1 https://mail.example; true",
                "550; 550-no such user|550 5.1.1 <ada@example.com>; true",
                // The sender, the policy, the state, or nothing that could be told apart.
                "550; 550 5.1.0 rejected; false",
                "550; 550 5.1.7 sender's address; false",
                "550; 550 5.1.8 sender's domain; false",
                "550; 550 5.7.1 relaying denied; false",
                "550; 550 5.7.60 not allowed to send as; false",
                "552; 552 5.2.2 mailbox full; false",
                "553; 553 5.6.7 SMTPUTF8 is needed; false",
                "550; 550 no such user; false",
                "553; 553 sorry; false",
                "550; 550-5.1.1 no such user|550 5.7.1 or not for you; false",
                "550; 550 5.1.11; false",
                "550; 550 5.1.1.1; false",
                "450; 450 4.1.1 not now; false",
                "450; 450 5.1.1 not now; false",
                "550; 550 try 5.1.1 later; false"
            })
    void onlyARecipientThatCannotBeIsFinal(int code, String reply, boolean isFinal) {
        assertThat(toRecipient(code, reply).isFinal()).isEqualTo(isFinal);
    }

    @Test
    void theSameReplyToAnotherCommandIsNotFinal() {
        assertThat(new SmtpRejection(false, 550, List.of("550 5.1.1 no such user")).isFinal())
                .isFalse();
    }

    @Test
    void isFoundAmongTheCauses() {
        SMTPException smtp = new SMTPException("recipient address not accepted", 550, List.of("550 5.1.1 no"), true);

        assertThat(SmtpRejection.in(new IllegalStateException(smtp)))
                .contains(new SmtpRejection(true, 550, List.of("550 5.1.1 no")));
        assertThat(SmtpRejection.in(new SMTPException("sending data failed", 550, List.of("550 5.1.1 no"), true)))
                .contains(new SmtpRejection(false, 550, List.of("550 5.1.1 no")));
        assertThat(SmtpRejection.in(new IOException("reset"))).isEmpty();
    }

    @Test
    void isLoggedWithoutItsText() {
        assertThat(toRecipient(550, "550 5.7.1 <ada@example.com>").status()).isEqualTo("550 5.7.1");
        assertThat(toRecipient(550, "550 ada@example.com").status()).isEqualTo("550");
    }
}
