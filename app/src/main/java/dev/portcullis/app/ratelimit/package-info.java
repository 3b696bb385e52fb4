/** Metrics of rate limits. */
package dev.portcullis.app.ratelimit;
