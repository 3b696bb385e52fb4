package dev.portcullis.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.audit.AuditEvent.Action;
import dev.portcullis.audit.AuditEvent.Counted;
import dev.portcullis.audit.AuditEvent.CrossSiteRequest;
import dev.portcullis.audit.AuditEvent.RateLimited;
import dev.portcullis.audit.AuditEvent.RequestMalformed;
import dev.portcullis.audit.AuditEvent.TokenRevoked;
import dev.portcullis.kernel.Belongings;
import dev.portcullis.kernel.CallerContext;
import dev.portcullis.kernel.ClientAddress;
import dev.portcullis.kernel.InMemoryDatabase;
import dev.portcullis.kernel.RequestId;
import dev.portcullis.kernel.StoreUnavailable;
import dev.portcullis.kernel.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** However often callers are turned away at the door, the log grows slowly and lacks nothing. */
class EventAggregatorTest {
    private static final AuditEvent MALFORMED = new RequestMalformed(Action.SIGN_UP);
    private static final AuditEvent NOTHING_TO_END = new TokenRevoked(null, null, "nothing_to_end");

    private final SwitchableDatabase database = new SwitchableDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database.database);
    private final Attempts attempts = new Attempts(audit, database, WhenUnavailable.REFUSE);
    private final EventAggregator aggregator = attempts.aggregator();
    private final AtomicInteger requests = new AtomicInteger();

    /** A store that can be away, and counts how often it is asked. */
    private static final class SwitchableDatabase implements UnitOfWork {
        final InMemoryDatabase database = new InMemoryDatabase();
        final AtomicInteger calls = new AtomicInteger();
        volatile boolean away;

        @Override
        public <T> T call(Supplier<? extends T> work) {
            calls.incrementAndGet();
            if (away) {
                throw new StoreUnavailable(new IllegalStateException("away"));
            }
            return database.call(work);
        }
    }

    private CallerContext from(String address) {
        RequestId request = new RequestId("request-" + requests.incrementAndGet());
        return new CallerContext(new ClientAddress(address), "test/1", request, null, Locale.ENGLISH);
    }

    private void turnAway(AuditEvent event, String address) {
        String unused = attempts.<String>begin(event.action(), null, from(address), outcome -> event)
                .turnAway("refused");
    }

    private void count(AuditEvent event, String address) {
        attempts.<String>begin(event.action(), null, from(address), outcome -> event)
                .count("nothing");
    }

    private long counted() {
        return audit.events().stream()
                .mapToLong(event -> event.count() == null ? 1 : event.count())
                .sum();
    }

    @Test
    void writesTheFirstOfEachKindAtOnceAndTheRestAsOneEvent() {
        for (int i = 0; i < 1_000; i++) {
            turnAway(MALFORMED, "192.0.2.7");
        }
        assertThat(audit.events()).containsExactly(MALFORMED);

        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED, new Counted(MALFORMED, 999));
        // Each event has the request id of a request that it tells of, and no id is there twice.
        assertThat(audit.entries())
                .extracting(entry -> entry.caller().requestId().value())
                .containsExactly("request-1", "request-2");
    }

    @Test
    void tellsKindsApartByNetworkActionTypeAndReason() {
        List<AuditEvent> kinds = List.of(
                MALFORMED,
                new RequestMalformed(Action.SIGN_IN),
                new CrossSiteRequest(Action.SIGN_IN),
                new RateLimited(Action.SIGN_IN, null, "too_many_attempts"),
                new RateLimited(Action.REFRESH, null, "too_many_attempts"));
        for (int i = 0; i < 2; i++) {
            for (AuditEvent kind : kinds) {
                turnAway(kind, "192.0.2.7");
                turnAway(kind, "192.0.2.8");
            }
        }

        assertThat(audit.events()).hasSize(2 * kinds.size());
        aggregator.flush();
        assertThat(audit.events()).hasSize(4 * kinds.size());
    }

    @Test
    void takesTheAddressesOfAnIpv6NetworkForOneCaller() {
        for (int i = 1; i <= 100; i++) {
            turnAway(MALFORMED, "2001:db8:1:2::" + Integer.toHexString(i));
        }
        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED, new Counted(MALFORMED, 99));
    }

    @Test
    void namesNoLoginWhereRequestsMayHaveNamedDifferentOnes() {
        for (int i = 0; i < 3; i++) {
            AttemptedLogin login = new AttemptedLogin("user" + i + "@example.com", "u***@e***");
            turnAway(new RateLimited(Action.SIGN_IN, login, "too_many_attempts"), "192.0.2.7");
        }
        aggregator.flush();

        assertThat(audit.events()).hasSize(2);
        assertThat(audit.events().get(0).login()).isNotNull();
        assertThat(audit.last().login()).isNull();
        assertThat(audit.last().count()).isEqualTo(2);
    }

    @Test
    void keepsNothingOfWhatTheCallerHolds() {
        Belongings secrets = new Belongings() {};
        CallerContext caller = from("192.0.2.7");
        CallerContext holding = new CallerContext(
                caller.address(), caller.userAgent(), caller.requestId(), null, caller.language(), secrets);
        aggregator.count(NOTHING_TO_END, holding);
        aggregator.flush();

        assertThat(audit.entries().get(0).caller()).isEqualTo(caller);
    }

    @Test
    void beginsAnewAfterEachFlush() {
        turnAway(MALFORMED, "192.0.2.7");
        aggregator.flush();
        turnAway(MALFORMED, "192.0.2.7");
        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED, MALFORMED);
    }

    @Test
    void asksNoStoreForWhatIsOnlyCounted() {
        database.away = true;
        for (int i = 0; i < 5; i++) {
            count(NOTHING_TO_END, "192.0.2.7");
        }
        assertThat(database.calls).hasValue(0);

        database.away = false;
        aggregator.flush();

        assertThat(audit.events()).containsExactly(new Counted(NOTHING_TO_END, 5));
    }

    @Test
    void boundsKindsAndRowsForAnyNumberOfAddresses() {
        int addresses = 3 * EventAggregator.MAXIMUM_KINDS;
        for (int i = 0; i < addresses; i++) {
            turnAway(MALFORMED, "10.0." + i / 250 + "." + i % 250);
        }
        assertThat(audit.events()).hasSize(EventAggregator.MAXIMUM_KINDS + 1);

        aggregator.flush();

        assertThat(audit.events()).hasSize(EventAggregator.MAXIMUM_KINDS + 2);
        assertThat(counted()).isEqualTo(addresses);
        CallerContext various =
                audit.entries().get(EventAggregator.MAXIMUM_KINDS + 1).caller();
        assertThat(various.address()).isEqualTo(EventAggregator.VARIOUS);
        assertThat(various.userAgent()).isEmpty();
    }

    @Test
    void turnsCallersAwayUnheardWhileTheFirstEventCannotBeWritten() {
        audit.becomeUnavailable();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> turnAway(MALFORMED, "192.0.2.7")).isInstanceOf(AuditUnavailable.class);
        }
        database.away = true;
        assertThatThrownBy(() -> turnAway(MALFORMED, "192.0.2.7")).isInstanceOf(AuditUnavailable.class);

        database.away = false;
        audit.becomeAvailable();
        turnAway(MALFORMED, "192.0.2.7");
        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED);
    }

    @Test
    void keepsCountsThatCannotBeWrittenForTheNextFlush() {
        turnAway(MALFORMED, "192.0.2.7");
        turnAway(MALFORMED, "192.0.2.7");
        audit.becomeUnavailable();
        assertThatThrownBy(aggregator::flush).isInstanceOf(AuditUnavailable.class);
        database.away = true;
        assertThatThrownBy(aggregator::flush).isInstanceOf(StoreUnavailable.class);
        count(NOTHING_TO_END, "192.0.2.7");

        database.away = false;
        audit.becomeAvailable();
        turnAway(MALFORMED, "192.0.2.7");
        turnAway(MALFORMED, "192.0.2.7");
        aggregator.flush();

        assertThat(audit.events())
                .containsExactlyInAnyOrder(
                        MALFORMED, MALFORMED, new Counted(MALFORMED, 2), new Counted(NOTHING_TO_END, 1));
    }

    @Test
    void boundsWhatIsKeptWhileNothingCanBeWritten() {
        database.away = true;
        int rounds = 3;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < EventAggregator.MAXIMUM_KINDS; i++) {
                count(NOTHING_TO_END, "10." + round + "." + i / 250 + "." + i % 250);
            }
            assertThatThrownBy(aggregator::flush).isInstanceOf(StoreUnavailable.class);
        }
        database.away = false;
        aggregator.flush();

        assertThat(audit.events()).hasSize(EventAggregator.MAXIMUM_KINDS + 1);
        assertThat(counted()).isEqualTo(rounds * (long) EventAggregator.MAXIMUM_KINDS);
    }

    @Test
    void writesTheCountsAtTheEndAndEachEventAtOnceAfterIt() {
        turnAway(MALFORMED, "192.0.2.7");
        turnAway(MALFORMED, "192.0.2.7");

        aggregator.close();
        assertThat(audit.events()).containsExactly(MALFORMED, new Counted(MALFORMED, 1));

        turnAway(MALFORMED, "192.0.2.7");
        turnAway(MALFORMED, "192.0.2.7");
        count(NOTHING_TO_END, "192.0.2.7");
        assertThat(audit.events()).hasSize(5);
        assertThat(counted()).isEqualTo(5);
    }

    @Test
    void reportsTheCountsThatAreLostAtTheEnd() {
        count(NOTHING_TO_END, "192.0.2.7");
        count(NOTHING_TO_END, "192.0.2.7");
        database.away = true;

        aggregator.close();

        assertThat(audit.events()).isEmpty();
        assertThat(audit.lost()).containsExactly(new Counted(NOTHING_TO_END, 2));
    }

    @Test
    void losesNoRequestOfManyThreadsWhileCountsAreWritten() throws Exception {
        int threads = 8;
        int each = 500;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> callers = new ArrayList<>();
            CountDownLatch start = new CountDownLatch(1);
            for (int thread = 0; thread < threads; thread++) {
                Callable<Void> caller = () -> {
                    start.await();
                    for (int i = 0; i < each; i++) {
                        turnAway(MALFORMED, "192.0.2.7");
                        count(NOTHING_TO_END, "192.0.2.7");
                    }
                    return null;
                };
                callers.add(executor.submit(caller));
            }
            start.countDown();
            int flushes = 0;
            for (Future<Void> caller : callers) {
                while (!caller.isDone()) {
                    aggregator.flush();
                    flushes++;
                }
                Void unused = caller.get(1, TimeUnit.MINUTES);
            }
            aggregator.flush();

            assertThat(counted()).isEqualTo(2L * threads * each);
            assertThat(audit.events().size()).isLessThanOrEqualTo(3 * (flushes + 1));
        } finally {
            executor.shutdownNow();
        }
    }
}
