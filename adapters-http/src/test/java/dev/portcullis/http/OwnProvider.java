package dev.portcullis.http;

import dev.portcullis.composition.InMemoryPortcullis;
import jakarta.inject.Singleton;

/** The local provider over stores in memory, for the routes that are there for it alone. */
@Singleton
public final class OwnProvider {
    private volatile InMemoryPortcullis portcullis = new InMemoryPortcullis();

    public void reset() {
        portcullis = new InMemoryPortcullis();
    }

    public InMemoryPortcullis portcullis() {
        return portcullis;
    }
}
