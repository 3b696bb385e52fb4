/**
 * Types that all features share. Use cases return a {@link Result}, and the ports of a provider a
 * {@link Decision}. Nothing here depends on a feature.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.kernel;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
