package dev.portcullis.app.crypto;

import java.time.Duration;

/** What stands in every token, and how long each kind is good. */
public record TokenSettings(String issuer, String audience, Duration accessLifetime, Duration verificationLifetime) {}
