package dev.portcullis.http.security;

/** Which paths are pages for people who develop; all others are the API's. */
final class Paths {
    private Paths() {}

    static boolean isFramework(String path) {
        return path.equals("/q") || path.startsWith("/q/");
    }

    static boolean isPage(String path) {
        return path.equals("/") || path.equals("/dev") || path.startsWith("/dev/") || isFramework(path);
    }
}
