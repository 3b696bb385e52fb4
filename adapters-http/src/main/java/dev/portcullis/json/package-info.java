/** The only parser of JSON from outside, in requests and responses: {@link dev.portcullis.json.StrictJson}. */
package dev.portcullis.json;
