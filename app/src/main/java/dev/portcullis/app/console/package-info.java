/**
 * The terminal of a command: arguments, standard output, progress, files, the end of the process.
 */
package dev.portcullis.app.console;
