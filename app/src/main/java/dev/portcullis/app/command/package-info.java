/**
 * What operators do at a shell: {@code java -jar … audit verify} instead of the server, in the same wiring.
 * {@link dev.portcullis.app.command.CommandLines} reads the arguments, {@link dev.portcullis.app.command.CommandRunner}
 * does what they ask for. The standard output carries what was asked for and nothing else; all that is said about it
 * goes to the standard error.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.app.command;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
