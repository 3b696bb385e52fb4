/** Mails, and mail servers that do not behave. */
package dev.portcullis.app.mail;
