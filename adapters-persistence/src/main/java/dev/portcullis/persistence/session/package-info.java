/**
 * Sessions in PostgreSQL. The lock on a session's row orders concurrent refreshes; the database's clock is shared by
 * all replicas.
 */
package dev.portcullis.persistence.session;
