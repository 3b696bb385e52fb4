package dev.portcullis.app.journey;

import static dev.portcullis.account.AccountFixtures.anEmailAddress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.EmailAddress;
import dev.portcullis.annotation.CanIgnoreReturnValue;
import dev.portcullis.app.journey.Api.Answer;
import dev.portcullis.app.servers.Query;
import dev.portcullis.app.servers.TrustedProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journey whose requests leave events in the audit log, and lines in the log of the service. */
abstract class AuditJourney extends Journey {
    /** Where the packaged service logs under test. */
    private static final Path LOG = Path.of("target", "quarkus.log");

    final EmailAddress email = anEmailAddress();

    /** Of the ids of this test's requests alone. */
    final String prefix = "journey-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    /** The expected events of each request, as {@code action type outcome reason}. */
    final Map<String, List<String>> expected = new LinkedHashMap<>();

    private final List<String> logLines = new CopyOnWriteArrayList<>();

    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            ExtLogRecord full = ExtLogRecord.wrap(line);
            logLines.add(full.getFormattedMessage() + " " + full.getMdcCopy() + " " + full.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void startRecording() {
        Logger.getLogger("").addHandler(recorder);
    }

    @AfterEach
    void stopRecording() {
        Logger.getLogger("").removeHandler(recorder);
    }

    /** All that the service has logged since the test began, or before. */
    final String logged() {
        try {
            return isPackaged() ? Files.readString(LOG) : String.join("\n", logLines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param event {@code action type outcome reason}; none for requests without an event */
    @CanIgnoreReturnValue
    final Answer expect(int status, ApiRequest request, String... event) {
        String id = prefix + expected.size();
        expected.put(id, List.of(event));
        String[] network = TrustedProxy.fromANewNetwork();
        Answer answer = api.send(request, "X-Request-Id", id, network[0], network[1]);
        assertThat(answer.status())
                .as("%s %s: %s", request.method, request.path, answer.body())
                .isEqualTo(status);
        return answer;
    }

    /** The actual events of each request. */
    final Map<String, List<String>> left() {
        Map<String, List<String>> left = new LinkedHashMap<>();
        expected.keySet()
                .forEach(id -> left.put(
                        id,
                        Query.column(
                                database(),
                                "select concat_ws(' ', action, type, outcome, reason) from audit_event"
                                        + " where request_id = '" + id + "' order by occurred_at")));
        return left;
    }

    final void changeGroups(String groups) {
        assertThat(Query.column(
                        database(),
                        "update account set groups = '" + groups + "' where email = '" + email.value()
                                + "' returning id::text"))
                .hasSize(1);
    }

    /** Signs up, verifies, and signs in. */
    final String accessTokenOfAVerifiedAccount() {
        api.signUpAndVerify(email);
        return api.signIn(email, Api.PASSWORD).cookie("access_token");
    }
}
