/** Mails: their texts, their languages, and their delivery to the mail server. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.mail;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
