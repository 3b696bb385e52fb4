/**
 * What all features' stores share: the unit of work as a JTA transaction, what its failures mean, and keys that rise with
 * time.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.transaction;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
