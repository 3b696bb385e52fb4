/**
 * Signing keys in PostgreSQL, with private keys encrypted. A lock makes replicas rotate keys one at a time.
 */
package dev.portcullis.persistence.signingkey;
