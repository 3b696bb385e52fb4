/** Changes of e-mail addresses in PostgreSQL. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.emailchange;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
