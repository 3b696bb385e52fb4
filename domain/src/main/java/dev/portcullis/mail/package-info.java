/**
 * Mail to the owners of accounts. Other features enqueue mails in their own unit of work; {@link DeliverMail}
 * delivers them in the background.
 */
package dev.portcullis.mail;
