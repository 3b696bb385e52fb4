/**
 * Shared by all stores: the unit of work as a JTA transaction, the classification of its failures, and time-ordered
 * ids.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.persistence.transaction;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
