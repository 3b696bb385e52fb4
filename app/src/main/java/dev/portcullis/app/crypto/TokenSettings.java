package dev.portcullis.app.crypto;

import java.time.Duration;

/** Issuer, audience and lifetimes of tokens. */
public record TokenSettings(String issuer, String audience, Duration accessLifetime, Duration verificationLifetime) {}
