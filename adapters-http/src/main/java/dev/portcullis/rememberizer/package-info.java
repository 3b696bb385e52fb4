/**
 * The Rememberizer API as a provider of accounts, credentials and sessions: the ports of the domain, answered by asking
 * there. A tolerant reader: what the API's documentation leaves open is passed on and not guessed. How it is asked is
 * {@link dev.portcullis.rememberizer.Upstream}'s business, what its answers mean that of the three providers, and what
 * goes through unread is made by {@link dev.portcullis.rememberizer.ParsedReply}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.rememberizer;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
