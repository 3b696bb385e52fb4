/** The service and its database when something is between them, or comes between them. */
@NullMarked
package dev.portcullis.app.database;

import org.jspecify.annotations.NullMarked;
