/**
 * The commands for operators: with arguments, the process runs a command instead of the server, over the same use cases.
 * Each command is a class or a method with picocli's annotations. {@link dev.portcullis.app.command.CommandLines} checks
 * the arguments before the application starts; {@link dev.portcullis.app.command.CommandRunner} then runs the command.
 * Since picocli creates commands for the check as well, CDI injects their fields, not their constructors.
 *
 * <p>Standard output contains only the result of a command. Errors, progress and summaries go to standard error. Secrets
 * are read from settings and files, never from arguments, which other users of the machine can see.
 */
package dev.portcullis.app.command;
