package dev.portcullis.app.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this host or container. */
final class HostName {
    private HostName() {}

    static String get() {
        String told = System.getenv("HOSTNAME");
        if (told != null && !told.isBlank()) {
            return told;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unnamed";
        }
    }
}
