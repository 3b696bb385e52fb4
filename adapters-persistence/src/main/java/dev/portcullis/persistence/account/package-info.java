/**
 * Accounts in PostgreSQL. A row is read, turned into a domain value and detached at once, and each change is a statement
 * of its own, so the persistence context cannot return stale rows.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.account;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
