/**
 * Sessions after sign-in: {@link dev.portcullis.session.RefreshSession} and {@link dev.portcullis.session.SignOut}, and
 * {@link dev.portcullis.session.ListSessions}, {@link dev.portcullis.session.EndSession} and {@link
 * dev.portcullis.session.EndAllSessions} for account owners, which exist only with the local provider. {@link
 * dev.portcullis.session.Sessions} is the port that a provider implements, {@link dev.portcullis.session.LocalSessions}
 * the local one, over {@link dev.portcullis.session.SessionStore}, {@link dev.portcullis.session.AccessTokens} and
 * {@link dev.portcullis.session.RefreshTokens}. The rules of a session are in {@link dev.portcullis.session.Session}.
 */
@NullMarked
@CheckReturnValue
package dev.portcullis.session;

import dev.portcullis.annotation.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
