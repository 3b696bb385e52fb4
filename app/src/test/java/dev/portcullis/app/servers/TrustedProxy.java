package dev.portcullis.app.servers;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets tests call from any address, as through one proxy. Early rejections of one address share an event, so a test
 * that needs one event per request sends each from another address.
 */
public final class TrustedProxy implements QuarkusTestResourceLifecycleManager {
    private static final int RUN = ThreadLocalRandom.current().nextInt(0x10000);
    private static final AtomicInteger CALLERS = new AtomicInteger();

    @Override
    public Map<String, String> start() {
        return Map.of("portcullis.trusted-proxies", "1", "portcullis.audit.counting-period", "1s");
    }

    /**
     * Headers that make a request come from a network that no other came from, with its address as the log writes it.
     */
    public static String[] fromANewNetwork() {
        int caller = CALLERS.incrementAndGet();
        return new String[] {
            "X-Forwarded-For", "2001:db8:%x:%x:0:0:0:1".formatted((RUN + (caller >> 16)) & 0xFFFF, caller & 0xFFFF)
        };
    }

    @Override
    public void stop() {}
}
