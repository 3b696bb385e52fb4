/**
 * Mail to the owners of accounts. Other features enqueue mails in their own unit of work; {@link DeliverMail}
 * delivers them in the background.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.mail;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
