/**
 * An embedded PostgreSQL for development and tests, so that both need only a JDK. Never in production, where the
 * library is not on the class path.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.embedded;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
