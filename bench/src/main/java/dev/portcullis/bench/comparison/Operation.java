package dev.portcullis.bench.comparison;

/** What is measured. */
public enum Operation {
    SIGN_IN("sign-in"),
    REFRESH("refresh"),
    /** Who a token or cookie belongs to. */
    BEARER_CHECK("bearer check");

    private final String description;

    Operation(String description) {
        this.description = description;
    }

    @Override
    public String toString() {
        return description;
    }
}
