/**
 * Strict parsing of request bodies: {@link dev.portcullis.http.json.JsonBody}. Values are not coerced, duplicate fields
 * are rejected, and one response lists all invalid fields.
 */
package dev.portcullis.http.json;
