/**
 * Mail to the owners of accounts: one outbox for all kinds ({@link dev.portcullis.mail.MailKind}). Other features enqueue
 * mails, or request them for an address, in their own unit of work; the use case {@link dev.portcullis.mail.DeliverMail} delivers them in the background.
 * Ports: {@link dev.portcullis.mail.MailOutbox}, {@link dev.portcullis.mail.MailedCodeStore} and
 * {@link dev.portcullis.mail.MailSender}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.mail;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
