package dev.portcullis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.client.RecordingServer.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Error responses, complete or not. */
class ProblemExceptionTest {
    private static ProblemException read(int status, String body) {
        return ProblemException.of(status, body, null);
    }

    @Test
    void needsOnlyTheCodeAndTheStatus() {
        Problem problem = read(401, """
                {"code": "not_authenticated", "status": 401, "title": null, "detail": 1}""").problem();

        assertThat(problem)
                .isEqualTo(new Problem(
                        "https://portcullis.dev/problems/not_authenticated",
                        "",
                        401,
                        "",
                        "",
                        "not_authenticated",
                        "",
                        List.of(),
                        null));
    }

    @Test
    void ignoresInvalidFieldsAndAnInvalidReasonOfTheUpstream() {
        ProblemException problem = read(400, """
                {"code": "validation_failed", "status": 400, "upstream": {"errors": 1},
                 "errors": [{"field": "email", "code": "malformed"}, {"field": 1, "code": "malformed"}, "name", null]}""");

        assertThat(problem.fields()).isEqualTo(Map.of("email", "malformed"));
        assertThat(problem.problem().upstream()).isNull();
        assertThat(read(400, """
                {"code": "validation_failed", "status": 400, "errors": {}}""").is("validation_failed")).isTrue();
    }

    @Test
    void takesADocumentOfAnotherStatusForAFault() {
        for (String body : new String[] {
            "{\"code\": \"not_authenticated\", \"status\": 401}",
            "{\"code\": \"not_authenticated\"}",
            "{\"code\": 1, \"status\": 403}",
            "[]",
            "",
        }) {
            assertThat(read(403, body).problem().code()).as(body).isEqualTo("internal_error");
            assertThat(read(403, body).problem().status()).isEqualTo(403);
        }
    }

    private static Duration retryAfter(String header) {
        try (RecordingServer server = new RecordingServer(request -> new Response(503, "", "Retry-After: " + header))) {
            return catchThrowableOfType(ProblemException.class, server.client()::publicKeys)
                    .retryAfter();
        }
    }

    @Test
    void readsSecondsAndDates() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(90).atOffset(ZoneOffset.UTC));

        assertThat(retryAfter("5")).isEqualTo(Duration.ofSeconds(5));
        assertThat(retryAfter(date)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
        assertThat(retryAfter("Wed, 21 Oct 2015 07:28:00 GMT")).isZero();
        for (String other : new String[] {"-1", "1.5", "1e3", "soon", "99999999999999999999"}) {
            assertThat(retryAfter(other)).as(other).isNull();
        }
    }
}
