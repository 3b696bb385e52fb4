/** The entry point of the process, and what it checks before the application starts. */
package dev.portcullis.app.start;
