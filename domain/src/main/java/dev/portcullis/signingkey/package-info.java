/**
 * The keys that sign access tokens, and their rotation. {@link dev.portcullis.signingkey.EnsureSigningKeys} runs in the
 * background; {@link dev.portcullis.signingkey.ListSigningKeys}, {@link dev.portcullis.signingkey.RotateSigningKeys},
 * {@link dev.portcullis.signingkey.RevokeSigningKey} and {@link dev.portcullis.signingkey.ImportSigningKey} are for
 * operators. {@link dev.portcullis.signingkey.SigningKeySchedule}
 * decides which key signs and which keys verify. Ports: {@link dev.portcullis.signingkey.SigningKeyStore} and
 * {@link dev.portcullis.signingkey.KeyPairGenerator}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.signingkey;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
