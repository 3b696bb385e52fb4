/** The parts of {@link dev.portcullis.bench.Growth}. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.growth;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
