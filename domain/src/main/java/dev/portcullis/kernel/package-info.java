/**
 * Types that all features share. {@link dev.portcullis.kernel.Result} and {@link dev.portcullis.kernel.Refusal} are what
 * use cases return, {@link dev.portcullis.kernel.Decision} is what the ports of a provider return. Also ids and the unit of
 * work. Nothing here depends on a feature.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.kernel;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
