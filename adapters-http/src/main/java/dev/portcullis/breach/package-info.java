/**
 * The breach check: looks up passwords at a service that stores the hashes of leaked passwords, by the prefix of a
 * hash.
 */
package dev.portcullis.breach;
