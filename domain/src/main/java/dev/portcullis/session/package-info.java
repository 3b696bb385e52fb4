/**
 * Sessions after sign-in. Their rules are in {@link Session}. The port that a provider implements is
 * {@link Sessions}, the local one is {@link LocalSessions}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.session;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
