/** Sign-in, refresh and sign-out, sessions and their administration, and the public keys that verify access tokens. */
package dev.portcullis.http.session;
