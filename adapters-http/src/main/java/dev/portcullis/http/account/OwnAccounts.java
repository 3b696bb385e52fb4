package dev.portcullis.http.account;

import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;

/**
 * Whether accounts are kept here. Where another service keeps them, what that service has no route for is not there: such
 * routes answer 404, as those of a service that never had them.
 */
public record OwnAccounts(boolean kept) {
    public void require() {
        if (!kept) {
            throw Problem.of(ProblemCode.NOT_FOUND).toException();
        }
    }
}
