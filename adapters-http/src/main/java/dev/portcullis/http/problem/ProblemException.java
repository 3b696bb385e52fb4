package dev.portcullis.http.problem;

/**
 * Carries a problem from a resource to the response. Thrown after the use case has committed, or before it is called, so
 * it rolls back nothing. Expected, so without a stack trace.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean isRejection;

    ProblemException(Problem problem, boolean isRejection) {
        super(problem.code().code(), null, false, false);
        this.problem = problem;
        this.isRejection = isRejection;
    }

    boolean isRejection() {
        return isRejection;
    }

    Problem problem() {
        return problem;
    }
}
