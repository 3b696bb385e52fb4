/**
 * The gateway's implementation of the ports for accounts, credentials and sessions: each call goes to the Rememberizer
 * API. A tolerant reader: what the documentation of the API leaves open is forwarded and not guessed. {@link
 * dev.portcullis.rememberizer.Upstream} makes the calls, {@link dev.portcullis.rememberizer.ParsedReply} parses the
 * responses, and {@link dev.portcullis.rememberizer.AuditedCall} makes them decisions of another service, which are
 * announced in the audit log before the call and completed after it.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.rememberizer;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
