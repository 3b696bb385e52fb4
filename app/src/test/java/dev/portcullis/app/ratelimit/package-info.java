/** The throttle as it is deployed. */
package dev.portcullis.app.ratelimit;
