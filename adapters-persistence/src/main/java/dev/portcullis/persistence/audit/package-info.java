/**
 * The audit log in PostgreSQL. Events are written in the transaction that they describe. The database rejects updates
 * and deletes.
 */
package dev.portcullis.persistence.audit;
