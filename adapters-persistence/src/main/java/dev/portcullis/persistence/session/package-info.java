/**
 * Sessions in PostgreSQL. The lock on a session's row orders concurrent refreshes; the database's clock is shared by
 * all replicas.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.session;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
