package dev.portcullis.client;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Cookies in memory, sent as RFC 6265 wants them. Its superclass puts the value of a cookie that came with {@code Max-Age}
 * in quotes (RFC 2965), which no service of today expects.
 */
final class Cookies extends CookieManager {
    @Override
    public synchronized Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) throws IOException {
        return super.get(uri, headers);
    }

    @Override
    public synchronized void put(URI uri, Map<String, List<String>> headers) throws IOException {
        super.put(uri, headers);
        getCookieStore().getCookies().forEach(cookie -> cookie.setVersion(0));
    }
}
