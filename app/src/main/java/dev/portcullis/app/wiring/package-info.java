/**
 * Puts the parts together by plain constructors, one class a feature. The one condition, who keeps the accounts, stands in
 * {@link dev.portcullis.app.wiring.ProviderWiring}. Whoever wants to know what a use case is made of looks here.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.wiring;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
