/** What a benchmark says: tables, in the terminal and in the documentation, and the machine that they come from. */
@NullMarked
@CheckReturnValue
package dev.portcullis.bench.report;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
