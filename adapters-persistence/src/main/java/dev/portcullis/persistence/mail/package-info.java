/** The outbox of mails in PostgreSQL. */
package dev.portcullis.persistence.mail;
