/** Sign-in, refresh and sign-out, sessions and their administration, and the public keys that verify access tokens. */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.session;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
