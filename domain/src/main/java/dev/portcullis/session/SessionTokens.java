package dev.portcullis.session;

import dev.portcullis.account.AccessToken;
import java.time.Duration;

/**
 * What the holder of a session is given.
 *
 * @param refreshLifetime how long the refresh token is good for if it is not used
 */
public record SessionTokens(AccessToken access, RefreshToken refresh, Duration refreshLifetime) {}
