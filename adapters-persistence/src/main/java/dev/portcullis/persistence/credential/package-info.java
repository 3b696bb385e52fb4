/** Password hashes in PostgreSQL, one per account. */
package dev.portcullis.persistence.credential;
