/**
 * How this service says no: problem documents after RFC 9457 with a closed list of codes
 * ({@link dev.portcullis.http.problem.ProblemCode}), in the caller's language.
 * {@link dev.portcullis.http.problem.OutcomeProblems} is the one place where outcomes of the domain become codes, and
 * {@link dev.portcullis.http.problem.ExceptionProblems} the one where exceptions do.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.problem;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
