/**
 * What the service does for itself in the background: {@link dev.portcullis.housekeeping.PurgeExpiredData} deletes what
 * has expired, {@link dev.portcullis.housekeeping.StoreClock} is compared with the clock of each replica.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.housekeeping;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
