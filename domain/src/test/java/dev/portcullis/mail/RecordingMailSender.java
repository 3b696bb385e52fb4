package dev.portcullis.mail;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.mail.MailKind.Content;
import dev.portcullis.verification.VerificationCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** Records the mails it is given, and answers as the test decides. */
public final class RecordingMailSender implements MailSender {
    private final List<Message> sent = Collections.synchronizedList(new ArrayList<>());
    private Supplier<Delivery> answer = () -> Delivery.ACCEPTED;

    /** A mail with a code. */
    public record CodeMail(EmailAddress to, VerificationCode code, Locale language) {
        static CodeMail of(Message mail) {
            return new CodeMail(
                    new EmailAddress(mail.to()),
                    (VerificationCode) Objects.requireNonNull(mail.code()).code(),
                    mail.language());
        }
    }

    @Override
    public Delivery send(Message mail) {
        sent.add(mail);
        return answer.get();
    }

    public void answerWith(Supplier<Delivery> next) {
        answer = next;
    }

    private List<Message> sent(Content content) {
        return List.copyOf(sent).stream()
                .filter(mail -> mail.kind().content() == content)
                .toList();
    }

    /** Those without a code. */
    public List<Message> notices() {
        return sent(Content.NOTICE);
    }

    /** Those with a code. */
    public List<CodeMail> mails() {
        return sent(Content.CODE).stream().map(CodeMail::of).toList();
    }

    /** The last one with a code. */
    public CodeMail last() {
        List<CodeMail> mails = mails();
        return mails.get(mails.size() - 1);
    }
}
