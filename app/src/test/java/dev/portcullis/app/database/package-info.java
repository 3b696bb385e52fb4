/** The service and its database when something is between them, or comes between them. */
package dev.portcullis.app.database;
