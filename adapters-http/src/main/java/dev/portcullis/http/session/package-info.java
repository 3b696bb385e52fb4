/**
 * Sign-in, refresh and sign-out over HTTP, and the public keys by which others check our tokens.
 * {@link dev.portcullis.http.session.CookieFactory} alone knows what our cookies are called and how they are written;
 * {@link dev.portcullis.http.session.AccessTokenExtractor} alone knows where a caller may show an access token.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.http.session;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
