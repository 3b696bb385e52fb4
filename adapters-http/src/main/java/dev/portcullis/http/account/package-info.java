/**
 * Accounts over HTTP: sign-up, the proof of an e-mail address, and the description of the account that a token speaks
 * for. Each resource does three steps: parse the request, call the use case, turn its result into a response.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.account;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
