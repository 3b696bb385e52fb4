/** The routes by which an account gets another e-mail address, and by which its old mailbox prevents that. */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.emailchange;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
