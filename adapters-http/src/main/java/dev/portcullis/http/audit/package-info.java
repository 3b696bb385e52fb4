/**
 * The audit log over HTTP, page by page and as a whole. {@link dev.portcullis.http.audit.ExportFormat} and the
 * {@link dev.portcullis.http.audit.EventWriter}s it opens are for whoever writes the log elsewhere, too.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
