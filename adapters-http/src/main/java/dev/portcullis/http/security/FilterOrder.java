package dev.portcullis.http.security;

/** The order of our filters: higher comes first. Those of Quarkus are CORS (300), authentication (200) and below. */
final class FilterOrder {
    static final int EVERY_ANSWER = 1000;
    static final int CROSS_ORIGIN = 260;
    static final int CROSS_SITE = 250;
    static final int BODY = 240;

    private FilterOrder() {}
}
