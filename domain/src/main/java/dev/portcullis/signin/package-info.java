/**
 * What people do with their password. The port that a provider implements is {@link Credentials}, the local one is
 * {@link LocalCredentials}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.signin;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
