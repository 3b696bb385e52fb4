package dev.portcullis.signingkey;

import static dev.portcullis.caller.Callers.aCaller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.audit.Auditor;
import dev.portcullis.audit.InMemoryAuditWriter;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.TickingClock;
import dev.portcullis.signingkey.SigningKeyStore.Contents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * Months of replicas, operators and services that verify tokens, in random order. Every replica reads the keys at
 * random times and before it uses keys that are too old; every other service caches them as long as it may.
 */
class SigningKeysInTurnTest {
    private static final KeyPolicy POLICY = new KeyPolicy(Duration.ofHours(2), Duration.ofSeconds(331));
    private static final int REPLICAS = 3;
    private static final int STEPS = 1_500;

    private record Token(String key, Instant expiresAt) {}

    /** The keys as one replica knows them. */
    private static final class Replica {
        private Contents known;

        Replica(Contents known) {
            this.known = known;
        }
    }

    private record Copy(Set<String> keys, Instant madeAt) {}

    @Tag("exhaustive")
    @Property(tries = 25)
    void everyTokenIsKnownToEveryoneForAsLongAsItLives(@ForAll long seed) {
        new World().live(new Random(seed));
    }

    private static final class World {
        private final TickingClock clock = new TickingClock();
        private final InMemoryDatabase database = new InMemoryDatabase();
        private final InMemorySigningKeyStore store = new InMemorySigningKeyStore(database, clock);
        private final KeyPairGenerator maker = new CountingKeyPairGenerator();
        private final EnsureSigningKeys keep = new EnsureSigningKeys(store, maker, POLICY, database);
        private final RotateSigningKeys rotate = new RotateSigningKeys(
                new Auditor(new InMemoryAuditWriter(database), database, FailurePolicy.FAIL_CLOSED),
                store,
                maker,
                POLICY);

        private final List<Replica> replicas = new ArrayList<>();
        private final List<Token> tokens = new ArrayList<>();
        private final Set<String> haveSigned = new HashSet<>();

        void live(Random random) {
            EnsureSigningKeys.Outcome first = keep.execute();
            assertThat(first.made()).isNotNull();
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(new Replica(database.call(store::read)));
            }
            Copy copy = copyOf(replicas.get(0));
            for (int step = 0; step < STEPS; step++) {
                clock.advance(Duration.ofMillis(random.nextInt(step % 3 == 0 ? 1_200_000 : 20_000)));
                if (random.nextInt(4) == 0) {
                    keep.execute();
                }
                if (random.nextInt(200) == 0) {
                    Result<RotateSigningKeys.Rotated> unused = rotate.execute(
                            new RotateSigningKeys.Command(RotateSigningKeys.Urgency.ORDINARY, aCaller()));
                }
                if (age(copy.madeAt()).compareTo(PublicKeys.CACHE_LIFETIME) >= 0) {
                    copy = copyOf(anyOf(random));
                }
                sign(anyOf(random), random);
                checkBy(anyOf(random), copy);
            }
            assertThat(haveSigned).as("keys took turns").hasSizeGreaterThan(20);
            assertThat(database.call(store::read).keys()).as("keys go").hasSizeLessThan(haveSigned.size() + 2);
        }

        private Duration age(Instant then) {
            return Duration.between(then, clock.instant());
        }

        private Replica anyOf(Random random) {
            Replica replica = replicas.get(random.nextInt(REPLICAS));
            boolean isStale = age(replica.known.now()).compareTo(KeyPolicy.MAX_CACHE_AGE) > 0;
            if (isStale || random.nextInt(20) == 0) {
                replica.known = database.call(store::read);
            }
            return replica;
        }

        private Copy copyOf(Replica replica) {
            return new Copy(published(replica), clock.instant());
        }

        private Set<String> published(Replica replica) {
            Set<String> ids = new HashSet<>();
            replica.known.ring().published(clock.instant()).forEach(key -> ids.add(key.id()));
            return ids;
        }

        private void sign(Replica replica, Random random) {
            String key =
                    replica.known.ring().signing(clock.instant()).orElseThrow().id();
            Duration lifetime = random.nextBoolean() ? KeyPolicy.LONGEST_TOKEN : Duration.ofMinutes(5);
            tokens.add(new Token(key, clock.instant().plus(lifetime)));
            haveSigned.add(key);
        }

        private void checkBy(Replica replica, Copy copy) {
            tokens.removeIf(token -> !token.expiresAt().isAfter(clock.instant()));
            Set<String> needed = new HashSet<>();
            tokens.forEach(token -> needed.add(token.key()));
            assertThat(published(replica)).as("a replica believes every token").containsAll(needed);
            assertThat(copy.keys()).as("a copy contains every key").containsAll(needed);
        }
    }
}
