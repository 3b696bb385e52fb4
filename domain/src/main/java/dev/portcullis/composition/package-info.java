/** The composition root: builds the graph of use cases from {@link Ports}. Used by the application and all tests. */
@NullMarked
@CheckReturnValue
package dev.portcullis.composition;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
