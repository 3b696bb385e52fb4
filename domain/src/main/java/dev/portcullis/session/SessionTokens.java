package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import java.time.Duration;

/**
 * The tokens of a session.
 *
 * @param refreshLifetime how long the refresh token is valid if it is not used
 */
public record SessionTokens(AccessToken access, RefreshToken refresh, Duration refreshLifetime) {}
