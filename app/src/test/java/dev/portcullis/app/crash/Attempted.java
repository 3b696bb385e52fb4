package dev.portcullis.app.crash;

import java.util.Optional;

/**
 * One request and its result.
 *
 * @param email of the account to create; empty for other requests
 * @param answer empty if the connection broke before the response
 */
record Attempted(String requestId, Intent intent, String email, Optional<Callers.Answer> answer) {
    boolean isAnswered() {
        return answer.isPresent();
    }

    int status() {
        return answer.map(Callers.Answer::status).orElse(0);
    }

    /** Empty where there was none, or the one before was cleared. */
    String newRefreshToken() {
        return answer.map(given -> given.cookie("refresh_token")).orElse("");
    }

    /** The code of the problem, empty where there was none. */
    String problem() {
        return answer.filter(given -> given.status() >= 400)
                .map(given -> given.json().path("code").asText())
                .orElse("");
    }
}
