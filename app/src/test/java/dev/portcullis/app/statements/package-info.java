/** What a request costs the database. */
package dev.portcullis.app.statements;
