/**
 * The terminal of a command: arguments, standard output, progress, files, the end of the process.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.console;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
