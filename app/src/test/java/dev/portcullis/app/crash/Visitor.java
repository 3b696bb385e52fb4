package dev.portcullis.app.crash;

import dev.portcullis.app.servers.TrustedProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A caller with its own account and session, who makes one attempt after the other. Used by one thread. */
final class Visitor {
    private static final long PATIENCE_IN_SECONDS = 60;

    private final String name;
    private final Random random;
    private int attempts;
    private String email = "";
    private String refreshToken = "";

    Visitor(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    /** Makes an attempt and waits for its result. */
    Attempted attempt(Callers service) {
        attempts++;
        String requestId = name + "-" + attempts;
        Intent intent = next();
        String newEmail = intent == Intent.SIGN_UP ? requestId + "@example.com" : "";
        Optional<Callers.Answer> answer = send(service, intent, requestId, newEmail);
        Attempted attempted = new Attempted(requestId, intent, newEmail, answer);
        learn(attempted);
        return attempted;
    }

    private Intent next() {
        if (email.isEmpty()) {
            return Intent.SIGN_UP;
        }
        return refreshToken.isEmpty() ? Intent.SIGN_IN : Intent.at(random.nextDouble());
    }

    private Optional<Callers.Answer> send(Callers service, Intent intent, String requestId, String newEmail) {
        List<String> headers = new ArrayList<>(List.of("X-Request-Id", requestId));
        headers.addAll(List.of(TrustedProxy.fromANewNetwork()));
        String token = presented(intent);
        if (!token.isEmpty()) {
            headers.addAll(List.of("Cookie", "refresh_token=" + token));
        }
        if (intent == Intent.VERIFY_WITH_A_FORGED_TOKEN) {
            headers.addAll(List.of("Authorization", "Bearer forged"));
        }
        if (intent == Intent.REFRESH_FROM_ANOTHER_SITE) {
            headers.addAll(List.of("Sec-Fetch-Site", "cross-site"));
        }
        return service.post(path(intent), body(intent, newEmail), headers)
                .orTimeout(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)
                .handle((answer, broken) -> Optional.ofNullable(answer))
                .join();
    }

    private static String path(Intent intent) {
        return switch (intent) {
            case SIGN_UP, SIGN_UP_WITH_A_SHORT_PASSWORD, SIGN_UP_WITH_A_LARGE_BODY -> "/api/v1/auth/signup/";
            case SIGN_IN, SIGN_IN_WITH_A_WRONG_PASSWORD, SIGN_IN_WITH_BROKEN_JSON -> "/api/v1/auth/signin/";
            case REFRESH, REFRESH_WITH_A_FORGED_TOKEN, REFRESH_WITHOUT_A_TOKEN, REFRESH_FROM_ANOTHER_SITE ->
                "/api/v1/auth/custom-refresh/";
            case SIGN_OUT, SIGN_OUT_WITHOUT_A_TOKEN -> "/api/v1/auth/custom-logout/";
            case VERIFY_WITH_A_FORGED_TOKEN, VERIFY_WITH_A_MALFORMED_CODE -> "/api/v1/auth/verify-email/";
        };
    }

    /** A sign-in with the token of a session takes that session's place. */
    private String presented(Intent intent) {
        return switch (intent) {
            case REFRESH, REFRESH_FROM_ANOTHER_SITE, SIGN_OUT, SIGN_IN -> refreshToken;
            case REFRESH_WITH_A_FORGED_TOKEN -> forged(refreshToken);
            default -> "";
        };
    }

    /** Of another number, under the same proof. */
    private static String forged(String token) {
        int middle = token.length() / 2;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + other + token.substring(middle + 1);
    }

    private String body(Intent intent, String newEmail) {
        return switch (intent) {
            case SIGN_UP -> Callers.json(registration(newEmail, Callers.PASSWORD));
            case SIGN_UP_WITH_A_SHORT_PASSWORD -> Callers.json(registration(email, "short"));
            case SIGN_IN -> Callers.json(Map.of("login", email, "password", Callers.PASSWORD, "captcha", ""));
            case SIGN_IN_WITH_A_WRONG_PASSWORD ->
                Callers.json(Map.of("login", email, "password", "wrong horse battery staple", "captcha", ""));
            case VERIFY_WITH_A_FORGED_TOKEN -> Callers.json(Map.of("verification_code", "123456"));
            case VERIFY_WITH_A_MALFORMED_CODE -> Callers.json(Map.of("verification_code", "no code"));
            case SIGN_IN_WITH_BROKEN_JSON -> "{\"login\":";
            case SIGN_UP_WITH_A_LARGE_BODY -> Callers.json(registration(email, "x".repeat(20_000)));
            default -> "";
        };
    }

    private static Map<String, String> registration(String email, String password) {
        return Map.of("email", email, "password", password, "name", "John Doe", "captcha", "");
    }

    private void learn(Attempted attempted) {
        boolean decided = attempted.isAnswered() && attempted.status() < 500;
        if (!decided) {
            return;
        }
        switch (attempted.intent()) {
            case SIGN_UP -> {
                email = attempted.email();
                refreshToken = "";
            }
            case SIGN_IN, REFRESH, SIGN_OUT -> refreshToken = attempted.newRefreshToken();
            default -> {}
        }
    }
}
