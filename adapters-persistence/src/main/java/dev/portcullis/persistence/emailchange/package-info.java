/** Changes of e-mail addresses in PostgreSQL. */
package dev.portcullis.persistence.emailchange;
