package dev.portcullis.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.http.caller.Languages;
import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.caller.RequestPath;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Writes problems as responses, from any stage of a request. */
@Singleton
public final class ProblemWriter {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** An identifier: RFC 9457, 3.1.1 recommends absolute URIs, and nothing needs to be served there. */
    static final String TYPE_BASE = "https://portcullis.dev/problems/";

    /** Separate, so that no setting of the application's mapper changes problem documents. */
    private static final JsonMapper JSON = new JsonMapper();

    private final RequestIds requestIds;
    /** Resolved on use: filters, which get this bean, are created before the settings of this start are known. */
    private final Provider<VerificationTokenAdvice> advice;

    ProblemWriter(RequestIds requestIds, Provider<VerificationTokenAdvice> advice) {
        this.requestIds = requestIds;
        this.advice = advice;
    }

    /** Answers a request that no resource handles. Does nothing if it has been answered already. */
    public void send(RoutingContext http, Problem problem) {
        HttpServerResponse response = http.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Part of a response has been sent: only a broken connection shows that it is incomplete.
            http.request().connection().close().onComplete(closed -> {});
            return;
        }
        response.setStatusCode(problem.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        headers(http, problem).forEach(header -> response.headers().add(header.name(), header.value()));
        response.end(json(http, problem)).onComplete(sent -> {});
    }

    List<Problem.Header> headers(RoutingContext http, Problem problem) {
        return problem.with("Content-Language", Languages.of(http.request()).toLanguageTag())
                .with("Vary", "Accept-Language")
                .headers();
    }

    String json(RoutingContext http, Problem problem) {
        try {
            return JSON.writeValueAsString(body(http, problem));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ProblemBody body(RoutingContext http, Problem problem) {
        Locale language = Languages.of(http.request());
        ProblemTexts texts = new ProblemTexts(language);
        ProblemCode code = problem.code();
        return new ProblemBody(
                TYPE_BASE + code.code(),
                texts.title(code),
                problem.status(),
                isAboutVerificationToken(problem, http) ? texts.verificationTokenDetail() : texts.detail(code),
                RequestPath.shown(http),
                code.code(),
                requestIds.of(http).value(),
                problem.errors().stream()
                        .map(error -> new ProblemBody.FieldErrorBody(
                                error.field(), error.reason(), texts.fieldError(error.reason())))
                        .toList(),
                problem.answered() == null ? null : problem.answered().error());
    }

    private boolean isAboutVerificationToken(Problem problem, RoutingContext http) {
        return problem.code() == ProblemCode.NOT_AUTHENTICATED
                && problem.answered() == null
                && advice.get().isVerificationToken(http);
    }
}
