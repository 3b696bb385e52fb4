/**
 * Sessions, from sign-in to their end. Use cases: {@link dev.portcullis.session.SignIn},
 * {@link dev.portcullis.session.RefreshSession}, {@link dev.portcullis.session.SignOut};
 * {@link dev.portcullis.session.ListSessions} and {@link dev.portcullis.session.EndSession} for account owners,
 * and {@link dev.portcullis.session.ChangePassword}, which ends the other sessions; these three exist only with the
 * local provider. {@link dev.portcullis.session.PurgeExpiredData} runs in the background.
 * {@link dev.portcullis.session.SuspiciousSignIns} notifies account owners. The ports that a provider implements:
 * {@link dev.portcullis.session.Credentials} (a login and password for a session) and
 * {@link dev.portcullis.session.Sessions}; the local ones are {@link dev.portcullis.session.LocalCredentials} and
 * {@link dev.portcullis.session.LocalSessions}, over {@link dev.portcullis.session.SessionStore},
 * {@link dev.portcullis.session.AccessTokens} and {@link dev.portcullis.session.RefreshTokens}. The rules of a session
 * are in {@link dev.portcullis.session.Session}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.session;

import dev.portcullis.kernel.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
