/** The connections to the database, and what a database has to be before the service uses it. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.database;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
