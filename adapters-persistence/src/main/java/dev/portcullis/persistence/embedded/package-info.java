/**
 * A PostgreSQL of our own for development and tests, so that both need a JDK and nothing else. Never in production: there
 * the library that brings the server is not even on the class path.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.embedded;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
