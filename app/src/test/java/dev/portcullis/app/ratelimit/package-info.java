/** Rate limits of the deployed service. */
package dev.portcullis.app.ratelimit;
