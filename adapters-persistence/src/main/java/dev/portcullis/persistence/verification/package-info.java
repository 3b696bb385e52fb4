/** Pending verifications of e-mail addresses in PostgreSQL. */
package dev.portcullis.persistence.verification;
