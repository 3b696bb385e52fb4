/** The header fields that report rate limits to callers. */
package dev.portcullis.http.ratelimit;
