/** The seals of the audit log: the job that creates them, their metrics, and the command that verifies the log. */
package dev.portcullis.app.seal;
