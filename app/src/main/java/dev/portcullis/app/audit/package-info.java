/** Audit events as log lines for log collectors, and metrics of the audit log. The database remains the record. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.audit;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
