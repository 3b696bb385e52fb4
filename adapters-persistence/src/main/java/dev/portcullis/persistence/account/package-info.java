/** Accounts in PostgreSQL. */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.account;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
