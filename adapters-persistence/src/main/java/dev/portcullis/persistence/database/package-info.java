/**
 * Shared by all stores: the unit of work as a JTA transaction, the classification of its failures, SQL statements,
 * time-ordered ids, and the requirements that a database must meet.
 */
package dev.portcullis.persistence.database;
