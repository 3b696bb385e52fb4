/**
 * Accounts over HTTP: sign-up, the proof of an e-mail address, and the description of the account that a token speaks
 * for. Each resource does four steps: parse, call the use case, fold its outcome, answer.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.account;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
