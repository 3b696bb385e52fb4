/** Mails: what they say, in which language, and how they are handed to the mail server. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.mail;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
