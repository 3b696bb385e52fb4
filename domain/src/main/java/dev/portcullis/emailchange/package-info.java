/**
 * The change of an account's e-mail address. {@link dev.portcullis.emailchange.EmailChange} is its state. The session that
 * asked for it proves the new mailbox with a code ({@link dev.portcullis.emailchange.ConfirmEmailChange}); the owner of the
 * old mailbox can undo it for 7 days ({@link dev.portcullis.emailchange.CancelEmailChange}). Ports:
 * {@link dev.portcullis.emailchange.EmailChangeStore} and {@link dev.portcullis.emailchange.CancellationCodes}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.emailchange;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
