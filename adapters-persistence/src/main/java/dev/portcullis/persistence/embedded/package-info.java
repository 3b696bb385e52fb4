/**
 * An embedded PostgreSQL for development and tests, so that both need only a JDK. Never in production, where the
 * library is not on the class path.
 */
package dev.portcullis.persistence.embedded;
