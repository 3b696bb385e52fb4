/**
 * The few words that every feature shares: who calls, what an account and a session are called, and the unit of work
 * in which things are done together. Nothing here knows a feature.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.kernel;

import org.jspecify.annotations.NullMarked;
