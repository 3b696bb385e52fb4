/**
 * The audit log over HTTP: pages and exports. The command line also uses
 * {@link dev.portcullis.http.audit.ExportFormat} and its {@link dev.portcullis.http.audit.EventWriter}s.
 */
package dev.portcullis.http.audit;
