/**
 * The audit log in PostgreSQL. Events are written in the transaction that they describe. The database rejects updates
 * and deletes.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.audit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
