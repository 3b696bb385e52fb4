/** The audit log on its way out of the service: as lines for those who collect logs. The database stays the record. */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.audit;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
