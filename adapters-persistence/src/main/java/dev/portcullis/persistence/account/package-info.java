/**
 * Accounts, the proofs of address that they owe and the mails that are to be sent for them, in PostgreSQL. A row is
 * read, turned into a domain value and let go at once, and a change is a statement of its own: nothing stale can come
 * out of a persistence context, since nothing stays in it.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.account;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
