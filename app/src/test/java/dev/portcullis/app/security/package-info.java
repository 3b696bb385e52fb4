/** Holds {@code docs/security.md} to what it says: that each requirement has a test which runs. */
package dev.portcullis.app.security;
