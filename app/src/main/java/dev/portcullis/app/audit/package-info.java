/** Audit events as log lines for log collectors, and metrics of the audit log. The database remains the record. */
package dev.portcullis.app.audit;
