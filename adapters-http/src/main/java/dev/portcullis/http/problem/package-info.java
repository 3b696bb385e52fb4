/**
 * Error responses: problem documents (RFC 9457) with a closed list of codes ({@link
 * dev.portcullis.http.problem.ProblemCode}), in the caller's language. {@link
 * dev.portcullis.http.problem.Responses} turns the result of a use case into a response, {@link
 * dev.portcullis.http.problem.OutcomeProblems} maps refusals of the domain to codes, and {@link
 * dev.portcullis.http.problem.ExceptionProblems} maps exceptions. {@link dev.portcullis.http.problem.Problems} and {@link
 * dev.portcullis.http.problem.ProblemResponses} list them in the OpenAPI document.
 */
package dev.portcullis.http.problem;
