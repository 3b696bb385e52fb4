/**
 * Sessions and signing keys in PostgreSQL. The lock on a session's row is what puts concurrent refreshes in order, and
 * the database's clock is the one that all replicas share.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.session;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
