package dev.portcullis.bench.growth;

import dev.portcullis.bench.load.Population;
import java.io.IOException;

/** Seals the first events: several times, and until the oldest month can be dropped. */
final class Seals {
    private static final int LEAST = 20;

    private Seals() {}

    static Work make(Population client) throws IOException {
        Work sealed = Work.of(client, "seal");
        for (int seals = 1; seals < LEAST || Work.of(client, "seal/droppable").count() == 0; seals++) {
            Work seal = Work.of(client, "seal");
            if (seal.count() == 0) {
                return sealed;
            }
            sealed = sealed.plus(seal);
        }
        return sealed;
    }
}
