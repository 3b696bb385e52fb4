/**
 * What people do with their password: {@link dev.portcullis.signin.SignIn} and
 * {@link dev.portcullis.signin.ChangePassword}, which ends the other sessions and exists only with the local provider.
 * {@link dev.portcullis.signin.Credentials} is the port that a provider implements (a login and password for a session),
 * {@link dev.portcullis.signin.LocalCredentials} the local one.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.signin;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
