package dev.portcullis.account;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Keeps the mails it is given, and answers as it is told. */
public final class RecordingMailSender implements MailSender {
    private final List<VerificationMail> mails = Collections.synchronizedList(new ArrayList<>());
    private final List<NoticeMail> notices = Collections.synchronizedList(new ArrayList<>());
    private Supplier<Delivery> answer = () -> Delivery.ACCEPTED;

    @Override
    public Delivery deliver(VerificationMail mail) {
        mails.add(mail);
        return answer.get();
    }

    @Override
    public Delivery deliver(NoticeMail mail) {
        notices.add(mail);
        return answer.get();
    }

    public List<NoticeMail> notices() {
        return List.copyOf(notices);
    }

    public void answerWith(Supplier<Delivery> next) {
        answer = next;
    }

    public List<VerificationMail> mails() {
        return List.copyOf(mails);
    }

    public VerificationMail last() {
        return mails.get(mails.size() - 1);
    }
}
