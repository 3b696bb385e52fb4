package dev.portcullis.app.dev;

import dev.portcullis.kernel.Ids;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.mailer.SentMail;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;

/** The mails that were sent last, newest first, for as long as the service runs. Safe for use by many threads. */
@IfBuildProfile("dev")
@Singleton
class Mailbox {
    private static final int KEPT_MAILS = 50;

    private final Deque<ReceivedMail> mails = new ConcurrentLinkedDeque<>();
    private final Ids ids;

    Mailbox(Ids ids) {
        this.ids = ids;
    }

    void receive(@Observes SentMail sent) {
        mails.addFirst(new ReceivedMail(ids.next().toString(), sent));
        if (mails.size() > KEPT_MAILS) {
            mails.removeLast();
        }
    }

    List<Map<String, Object>> shown() {
        return mails.stream().map(ReceivedMail::shown).toList();
    }

    String asText() {
        return mails.stream().map(ReceivedMail::asText).collect(Collectors.joining("\n"));
    }

    /** Returns the HTML of a mail; empty if there is no such mail, or if it has none. */
    Optional<String> html(String id) {
        return mails.stream()
                .filter(received -> received.id().equals(id))
                .map(received -> received.mail().htmlBody())
                .filter(Objects::nonNull)
                .findFirst();
    }
}
