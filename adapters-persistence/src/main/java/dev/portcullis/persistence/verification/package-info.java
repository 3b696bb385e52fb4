/** Pending verifications of e-mail addresses in PostgreSQL. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.verification;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
