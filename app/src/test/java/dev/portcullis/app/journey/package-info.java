/** The service from outside, as its callers meet it. */
package dev.portcullis.app.journey;
