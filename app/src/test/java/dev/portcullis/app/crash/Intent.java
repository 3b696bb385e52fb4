package dev.portcullis.app.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An action of a caller, its frequency, and the event (type, outcome, reason) that matches each response.
 *
 * <p>A hash costs as much as thirty refreshes, so actions that need one are rare.
 */
enum Intent {
    SIGN_UP("sign_up", 3, Map.of(201, Set.of("user_created success -"))),
    SIGN_UP_WITH_A_SHORT_PASSWORD("sign_up", 20, Map.of(400, Set.of("input_validation_fail refused password_refused"))),
    SIGN_IN("sign_in", 3, Map.of(204, Set.of("authn_login_success success -"))),
    SIGN_IN_WITH_A_WRONG_PASSWORD("sign_in", 3, Map.of(401, Set.of("authn_login_fail refused wrong_password"))),
    REFRESH(
            "refresh",
            700,
            Map.of(
                    204,
                    Set.of(
                            "authn_token_created success advanced",
                            "authn_token_created success repeated",
                            "authn_token_created success recovered"),
                    // Of a session that was ended by a request whose answer got lost.
                    401,
                    Set.of("authn_login_fail refused ended"))),
    REFRESH_WITH_A_FORGED_TOKEN("refresh", 80, Map.of(401, Set.of("authn_login_fail refused not_genuine"))),
    REFRESH_WITHOUT_A_TOKEN("refresh", 80, Map.of(401, Set.of("authn_login_fail refused missing"))),
    SIGN_OUT(
            "sign_out",
            3,
            Map.of(
                    204,
                    Set.of("authn_token_revoked success signed_out", "authn_token_revoked success nothing_to_end"))),
    SIGN_OUT_WITHOUT_A_TOKEN("sign_out", 40, Map.of(204, Set.of("authn_token_revoked success nothing_to_end"))),
    VERIFY_WITH_A_FORGED_TOKEN(
            "verify_email", 60, Map.of(401, Set.of("input_validation_fail refused not_authenticated"))),
    VERIFY_WITH_A_MALFORMED_CODE("verify_email", 20, Map.of(400, Set.of("input_validation_fail refused malformed"))),
    SIGN_IN_WITH_BROKEN_JSON("sign_in", 20, Map.of(400, Set.of("input_validation_fail refused malformed"))),
    SIGN_UP_WITH_A_LARGE_BODY("sign_up", 20, Map.of(413, Set.of("input_validation_fail refused malformed"))),
    REFRESH_FROM_ANOTHER_SITE("refresh", 20, Map.of(403, Set.of("malicious_csrf refused cross_site")));

    private static final Set<String> OVERLOADED = Set.of("excess_rate_limit_exceeded refused overloaded");

    private final String action;
    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of and Set.of
    private final Map<Integer, Set<String>> events;

    Intent(String action, int weight, Map<Integer, Set<String>> events) {
        this.action = action;
        this.weight = weight;
        this.events = events;
    }

    /** One of all, as often as its weight says. */
    static Intent at(double share) {
        List<Intent> all = List.of(values());
        double left = share * all.stream().mapToInt(intent -> intent.weight).sum();
        for (Intent intent : all) {
            left -= intent.weight;
            if (left < 0) {
                return intent;
            }
        }
        throw new IllegalArgumentException("a share is from 0 to below 1");
    }

    /**
     * Whether the action may change nothing, so that its event is counted and may be lost. Changes that it did make are
     * compared with the rows.
     */
    boolean mayEndNothing() {
        return this == SIGN_OUT || this == SIGN_OUT_WITHOUT_A_TOKEN;
    }

    /** Whether an event matches a response with this status; 503 stands for a service that is overloaded. */
    boolean fits(int status, Ledger.Event event) {
        Set<String> fitting = status == 503 ? OVERLOADED : events.getOrDefault(status, Set.of());
        return action.equals(event.action()) && fitting.contains(event.told());
    }
}
