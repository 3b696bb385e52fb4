package dev.portcullis.app.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.mailer.SentMail;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The mails that were sent last, newest first, for as long as the service runs. Safe for use by many threads. */
@IfBuildProfile("dev")
@Singleton
final class SentMails {
    private static final int KEPT = 50;

    private final Deque<SentMail> mails = new ArrayDeque<>();

    synchronized void keep(@Observes SentMail mail) {
        mails.addFirst(mail);
        if (mails.size() > KEPT) {
            mails.removeLast();
        }
    }

    synchronized List<SentMail> newestFirst() {
        return List.copyOf(mails);
    }
}
