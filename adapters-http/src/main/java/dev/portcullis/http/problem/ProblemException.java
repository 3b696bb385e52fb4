package dev.portcullis.http.problem;

/**
 * Carries a refusal from a resource to the caller. It is thrown when the use case has done its work and everything is
 * committed, or before one is asked, so it undoes nothing; it is expected, so it has no stack.
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

    /** Whether no use case has seen the request. */
    boolean isRejection() {
        return isRejection;
    }

    Problem problem() {
        return problem;
    }
}
