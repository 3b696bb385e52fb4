/**
 * Types that all features share: the caller's context, the ids of accounts and sessions, and the unit of work. Nothing
 * here depends on a feature.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.kernel;

import org.jspecify.annotations.NullMarked;
