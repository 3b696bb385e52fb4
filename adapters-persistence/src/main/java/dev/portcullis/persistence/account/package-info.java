/** Accounts in PostgreSQL. */
package dev.portcullis.persistence.account;
