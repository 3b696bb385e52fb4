/** Verifies that each requirement in {@code docs/security.md} has a test that runs. */
package dev.portcullis.app.security;
