/**
 * The audit log over HTTP: pages and exports. The command line also uses
 * {@link dev.portcullis.http.audit.ExportFormat} and its {@link dev.portcullis.http.audit.EventWriter}s.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.audit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
