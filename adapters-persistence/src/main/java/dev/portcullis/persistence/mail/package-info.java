/** The outbox of mails in PostgreSQL. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.mail;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
