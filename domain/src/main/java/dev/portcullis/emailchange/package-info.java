/**
 * The change of an account's address. The session that asked for it proves the new mailbox with a code; the owner of the
 * old mailbox can undo it for 7 days. {@link EmailChange} is its state.
 */
package dev.portcullis.emailchange;
