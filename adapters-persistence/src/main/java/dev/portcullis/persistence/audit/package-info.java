/**
 * The audit log in PostgreSQL, in the transaction of what an event tells of. The table takes new rows only; the
 * database itself refuses to change or remove one.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
