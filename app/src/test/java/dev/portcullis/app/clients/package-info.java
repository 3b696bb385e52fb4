/** The clients, and the code on their page of the documentation, against the packaged service. */
@NullMarked
package dev.portcullis.app.clients;

import org.jspecify.annotations.NullMarked;
