/**
 * Cryptography: JWTs for access and verification tokens, MACs for refresh tokens, encryption of
 * the signing keys in the database. All secrets are derived from {@link dev.portcullis.app.crypto.EncryptionKeys}.
 */
package dev.portcullis.app.crypto;
