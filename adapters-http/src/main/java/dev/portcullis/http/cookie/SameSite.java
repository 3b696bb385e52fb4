package dev.portcullis.http.cookie;

/** On which cross-site requests a browser sends a cookie (RFC 6265bis, 5.6.7). */
public enum SameSite {
    STRICT("Strict"),
    LAX("Lax"),
    NONE("None");

    private final String attribute;

    SameSite(String attribute) {
        this.attribute = attribute;
    }

    String attribute() {
        return attribute;
    }
}
