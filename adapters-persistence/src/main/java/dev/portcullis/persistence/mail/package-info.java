/** The outbox of mails in PostgreSQL. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.mail;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
