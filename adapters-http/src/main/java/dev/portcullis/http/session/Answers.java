package dev.portcullis.http.session;

import dev.portcullis.http.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

final class Answers {
    private Answers() {}

    static RestResponse<Object> withCookies(List<String> lines) {
        ResponseBuilder<Object> answer = ResponseBuilder.noContent();
        lines.forEach(line -> answer.header(HttpHeaders.SET_COOKIE, line));
        return answer.build();
    }

    static Problem withCookies(Problem problem, List<String> lines) {
        Problem answer = problem;
        for (String line : lines) {
            answer = answer.with(HttpHeaders.SET_COOKIE, line);
        }
        return answer;
    }
}
