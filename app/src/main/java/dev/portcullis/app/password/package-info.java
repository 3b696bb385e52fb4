/**
 * Passwords: Argon2id with a limit of parallel hashes, and the embedded list of common passwords.
 */
package dev.portcullis.app.password;
