package dev.portcullis.http.security;

/** The order of filters: higher runs first. Quarkus has CORS (300), authentication (200) and lower ones. */
final class FilterOrder {
    static final int COMMON_HEADERS = 1000;
    static final int CROSS_ORIGIN = 260;
    static final int CROSS_SITE = 250;
    static final int BODY = 240;

    private FilterOrder() {}
}
