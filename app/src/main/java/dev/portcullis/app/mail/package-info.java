/** Mails: their texts, their languages, and their delivery to the mail server. */
package dev.portcullis.app.mail;
