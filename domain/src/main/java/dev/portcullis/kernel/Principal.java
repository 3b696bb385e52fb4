package dev.portcullis.kernel;

/** The account and the session that an access token was issued for. */
public record Principal(AccountId account, SessionId session) {}
