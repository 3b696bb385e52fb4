package dev.portcullis.app.gateway;

import dev.portcullis.account.AccountFixtures;
import dev.portcullis.app.gateway.FaultyUpstream.Script;
import dev.portcullis.app.journey.Api;
import java.util.function.Function;

/** Something that an upstream does after it has read a request. */
record Fault(String name, Operation operation, Script script, Expected expected) {
    /** An operation of the API. */
    enum Operation {
        SIGN_IN("auth/signin/", "sign_in", gateway -> gateway.signIn()),
        SIGN_UP("auth/signup/", "sign_up", gateway -> gateway.api().signUp(AccountFixtures.anEmailAddress())),
        REFRESH("auth/custom-refresh/", "refresh", gateway -> gateway.api().refresh("refresh")),
        SIGN_OUT("auth/custom-logout/", "sign_out", gateway -> gateway.api().signOut("refresh")),
        ACCOUNT("account/", "", gateway -> gateway.api().account("access"));

        final String path;
        final String action;
        final Function<GatewayProcess, Api.Answer> call;

        Operation(String path, String action, Function<GatewayProcess, Api.Answer> call) {
            this.path = path;
            this.action = action;
            this.call = call;
        }
    }

    /** The expected result. */
    record Expected(int status, String code, String outcome, String reason) {
        static Expected unavailable() {
            return new Expected(503, "upstream_unavailable", "failed", "upstream_unavailable");
        }

        static Expected late() {
            return new Expected(504, "upstream_timeout", "failed", "upstream_timeout");
        }

        static Expected invalid() {
            return new Expected(502, "upstream_invalid", "failed", "upstream_invalid");
        }

        static Expected limited() {
            return new Expected(429, "rate_limited", "refused", "too_many_upstream");
        }

        static Expected answered(int status) {
            return new Expected(status, "", "success", "");
        }
    }

    @Override
    public String toString() {
        return operation + ": " + name;
    }
}
