/** Passwords: the rules for new ones, hashing and storage. Refers to an account only by its id. */
package dev.portcullis.credential;
