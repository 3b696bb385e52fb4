/** Benchmarks: each class with a {@code main} is one and prints a table. See {@code bench/README.md}. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
