/** Early rejection of requests that cannot be served, and the header fields that report rate limits. */
package dev.portcullis.http.ratelimit;
