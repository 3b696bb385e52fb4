/**
 * The gateway's provider: each call to a port goes to the Rememberizer API. A tolerant reader: data that the documentation
 * of the API leaves open is forwarded, not guessed. {@link dev.portcullis.rememberizer.Upstream} makes the calls, as
 * decisions of another service, which are announced in the audit log before the call and completed after it; {@link
 * dev.portcullis.rememberizer.ParsedReply} parses the responses.
 */
package dev.portcullis.rememberizer;
