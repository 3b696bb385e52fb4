/** The keys that sign access tokens, and their rotation. {@link KeyRing} decides which key signs. */
package dev.portcullis.signingkey;
