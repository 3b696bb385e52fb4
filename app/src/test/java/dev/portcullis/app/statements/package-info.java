/** What a request costs the database. */
@NullMarked
package dev.portcullis.app.statements;

import org.jspecify.annotations.NullMarked;
