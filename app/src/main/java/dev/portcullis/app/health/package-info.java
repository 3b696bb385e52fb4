/** Readiness checks. */
package dev.portcullis.app.health;
