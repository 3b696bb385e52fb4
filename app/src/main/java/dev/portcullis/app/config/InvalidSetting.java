package dev.portcullis.app.config;

/** A setting is missing or invalid. The message names the key and never the value, which may be a secret. */
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSetting(String key, String expectation) {
        super(key + ": " + expectation);
    }
}
