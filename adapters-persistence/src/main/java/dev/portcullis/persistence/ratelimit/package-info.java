/** Limits that all replicas share, in PostgreSQL. */
package dev.portcullis.persistence.ratelimit;
