package dev.portcullis.audit;

import static dev.portcullis.audit.AuditEvents.refused;
import static dev.portcullis.audit.AuditEvents.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.caller.CallerContext;
import dev.portcullis.caller.ClientAddress;
import dev.portcullis.caller.RequestId;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.kernel.Decision;
import dev.portcullis.kernel.FailurePolicy;
import dev.portcullis.kernel.Refusal;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However often callers are turned away, the audit log grows slowly and counts every request. */
class EventAggregatorTest {
    private static final AuditEvent MALFORMED = refused(AuditAction.SIGN_UP, "input_validation_fail", "malformed");
    private static final AuditEvent NOTHING_TO_END =
            succeeded(AuditAction.SIGN_OUT, "authn_token_revoked", "nothing_to_end");

    private static final SessionId ONE = new SessionId(new UUID(0, 1));
    private static final SessionId OTHER = new SessionId(new UUID(0, 2));

    private final SwitchableDatabase database = new SwitchableDatabase();
    private final InMemoryAuditWriter audit = new InMemoryAuditWriter(database.database);
    private final Auditor auditor = new Auditor(audit, database, FailurePolicy.FAIL_CLOSED);
    private final EventAggregator aggregator = auditor.aggregator();
    private final AtomicInteger requests = new AtomicInteger();

    private CallerContext from(String address) {
        RequestId request = new RequestId("request-" + requests.incrementAndGet());
        return new CallerContext(new ClientAddress(address), "test/1", request, null, Locale.ENGLISH);
    }

    /** Turns a malformed sign-up away. */
    private void turnAway(String address) {
        turnAway(AuditAction.SIGN_UP, Reason.MALFORMED, null, address);
    }

    private void turnAway(AuditAction action, Reason reason, @Nullable AttemptedLogin login, String address) {
        Result<String> result = auditor.begin(action, login, from(address)).turnAway(Refusal.of(reason));
        assertThat(result.isRefusedWith(reason)).isTrue();
    }

    /** Counts a sign-out without a session. */
    private void countSignOut(String address) {
        Result<Void> nothingToEnd = Result.<Void>done().noting("nothing_to_end").counted();
        Result<Void> result =
                auditor.begin(AuditAction.SIGN_OUT, from(address)).attempt(() -> Decision.withoutStore(nothingToEnd));
        assertThat(result).isEqualTo(nothingToEnd);
    }

    private long counted() {
        return audit.events().stream()
                .mapToLong(event -> event.count() == null ? 1 : event.count())
                .sum();
    }

    @Test
    void writesTheFirstOfEachKindAtOnceAndTheRestAsOneEvent() {
        for (int i = 0; i < 1_000; i++) {
            turnAway("192.0.2.7");
        }
        assertThat(audit.events()).containsExactly(MALFORMED);

        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED, MALFORMED.counted(999));
        // Each event has the request id of one of its own requests, and no id occurs twice.
        assertThat(audit.entries())
                .extracting(entry -> entry.caller().requestId().value())
                .containsExactly("request-1", "request-2");
    }

    @Test
    void countsWithoutTheStoreWhatIsNotTheFirstOfItsKind() {
        RejectRequest rejectRequest = new RejectRequest(auditor);
        RejectRequest.Command first =
                new RejectRequest.Command(AuditAction.SIGN_UP, Reason.MALFORMED, from("192.0.2.7"));
        assertThat(rejectRequest.executeWithoutStore(first)).isFalse();
        assertThat(rejectRequest.execute(first).isRefusedWith(Reason.MALFORMED)).isTrue();

        database.isUnavailable = true;
        assertThat(rejectRequest.executeWithoutStore(
                        new RejectRequest.Command(AuditAction.SIGN_UP, Reason.MALFORMED, from("192.0.2.7"))))
                .isTrue();
        assertThat(rejectRequest.executeWithoutStore(
                        new RejectRequest.Command(AuditAction.SIGN_UP, Reason.CROSS_SITE, from("192.0.2.7"))))
                .isFalse();
        assertThat(rejectRequest.executeWithoutStore(
                        new RejectRequest.Command(AuditAction.SIGN_UP, Reason.MALFORMED, from("192.0.2.8"))))
                .isFalse();
        database.isUnavailable = false;

        aggregator.close();
        assertThat(audit.events()).containsExactly(MALFORMED, MALFORMED.counted(1));
        assertThat(rejectRequest.executeWithoutStore(first)).isFalse();
    }

    @Test
    void losesNoCountOfAKindWhoseFirstEventWasBeingWrittenDuringTheLastFlush() {
        aggregator.record(MALFORMED, from("192.0.2.7"), aggregator::close);

        assertThat(aggregator.countIfKnown(MALFORMED, from("192.0.2.7"))).isFalse();
    }

    @Test
    void knowsAKindWhoseFirstEventWasBeingWrittenDuringAFlush() {
        aggregator.record(MALFORMED, from("192.0.2.7"), aggregator::flush);

        assertThat(aggregator.countIfKnown(MALFORMED, from("192.0.2.7"))).isTrue();
    }

    @Test
    void failsEachRequestThatWaitedForAFirstEventThatCouldNotBeWritten() {
        List<FutureTask<Void>> waiting = new ArrayList<>();
        AuditUnavailable unavailable = new AuditUnavailable(new IllegalStateException("the store is away"));

        assertThatThrownBy(() -> aggregator.record(MALFORMED, from("192.0.2.7"), () -> {
                    waiting.add(waitingRequest());
                    throw unavailable;
                }))
                .isSameAs(unavailable);

        assertThat(waiting.get(0))
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableOfType(ExecutionException.class)
                .withCause(unavailable);
        aggregator.flush();
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void losesNoRequestThatWaitedForAFirstEventDuringTheLastFlush() {
        List<FutureTask<Void>> waiting = new ArrayList<>();

        aggregator.record(MALFORMED, from("192.0.2.7"), () -> {
            waiting.add(waitingRequest());
            aggregator.close();
        });

        assertThat(waiting.get(0)).succeedsWithin(Duration.ofMinutes(1));
        assertThat(counted()).isEqualTo(1);
    }

    /** A request on another thread, which waits for the first event of its kind. */
    private FutureTask<Void> waitingRequest() {
        FutureTask<Void> request = new FutureTask<>(() -> turnAway("192.0.2.7"), null);
        Thread thread = new Thread(request);
        thread.start();
        while (!request.isDone() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return request;
    }

    @Test
    void countsNothingWithoutTheStoreWhenTheFirstEventCouldNotBeWritten() {
        audit.becomeUnavailable();
        assertThatThrownBy(() -> turnAway("192.0.2.7")).isInstanceOf(AuditUnavailable.class);

        assertThat(new RejectRequest(auditor)
                        .executeWithoutStore(
                                new RejectRequest.Command(AuditAction.SIGN_UP, Reason.MALFORMED, from("192.0.2.7"))))
                .isFalse();
    }

    @Test
    void distinguishesKindsByNetworkActionTypeAndReason() {
        record Kind(AuditAction action, Reason reason) {}
        List<Kind> kinds = List.of(
                new Kind(AuditAction.SIGN_UP, Reason.MALFORMED),
                new Kind(AuditAction.SIGN_IN, Reason.MALFORMED),
                new Kind(AuditAction.SIGN_IN, Reason.CROSS_SITE),
                new Kind(AuditAction.SIGN_IN, Reason.TOO_MANY_ATTEMPTS),
                new Kind(AuditAction.REFRESH, Reason.TOO_MANY_ATTEMPTS));
        for (int i = 0; i < 2; i++) {
            for (Kind kind : kinds) {
                turnAway(kind.action(), kind.reason(), null, "192.0.2.7");
                turnAway(kind.action(), kind.reason(), null, "192.0.2.8");
            }
        }

        assertThat(audit.events()).hasSize(2 * kinds.size());
        aggregator.flush();
        assertThat(audit.events()).hasSize(4 * kinds.size());
    }

    @Test
    void distinguishesSessionsWhereNoAccountIsKnown() {
        for (SessionId session : List.of(ONE, OTHER, OTHER)) {
            Result<Void> unknown = Result.<Void>refused(Reason.UNKNOWN_ACCOUNT).about(null, session);
            Result<Void> result =
                    auditor.begin(AuditAction.CHANGE_STATUS, from("192.0.2.7")).run(() -> unknown);
            assertThat(result).isEqualTo(unknown);
        }

        assertThat(audit.events()).extracting(AuditEvent::session).containsExactly(ONE, OTHER);
        aggregator.flush();
        assertThat(audit.last().count()).isEqualTo(1);
    }

    @Test
    void countsTheAddressesOfAnIpv6NetworkAsOneCaller() {
        for (int i = 1; i <= 100; i++) {
            turnAway("2001:db8:1:2::" + Integer.toHexString(i));
        }
        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED, MALFORMED.counted(99));
    }

    @Test
    void namesNoLoginWhereRequestsMayHaveNamedDifferentOnes() {
        for (int i = 0; i < 3; i++) {
            AttemptedLogin login = new AttemptedLogin("user" + i + "@example.com", "u***@e***");
            turnAway(AuditAction.SIGN_IN, Reason.TOO_MANY_ATTEMPTS, login, "192.0.2.7");
        }
        aggregator.flush();

        assertThat(audit.events()).hasSize(2);
        assertThat(audit.events().get(0).login()).isNotNull();
        assertThat(audit.last().login()).isNull();
        assertThat(audit.last().count()).isEqualTo(2);
    }

    @Test
    void namesTheFirstCallerOfThoseThatWereCounted() {
        CallerContext first = from("192.0.2.7");
        aggregator.count(NOTHING_TO_END, first);
        aggregator.count(NOTHING_TO_END, from("192.0.2.7"));
        aggregator.flush();

        assertThat(audit.entries().get(0).caller()).isEqualTo(first);
    }

    @Test
    void startsOverAfterEachFlush() {
        turnAway("192.0.2.7");
        aggregator.flush();
        turnAway("192.0.2.7");
        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED, MALFORMED);
    }

    @Test
    void callsNoStoreForWhatIsOnlyCounted() {
        database.isUnavailable = true;
        for (int i = 0; i < 5; i++) {
            countSignOut("192.0.2.7");
        }
        assertThat(database.calls).hasValue(0);

        database.isUnavailable = false;
        aggregator.flush();

        assertThat(audit.events()).containsExactly(NOTHING_TO_END.counted(5));
    }

    @Test
    void boundsKindsAndRowsForAnyNumberOfAddresses() {
        int addresses = 3 * EventAggregator.MAXIMUM_KINDS;
        for (int i = 0; i < addresses; i++) {
            turnAway("10.0." + i / 250 + "." + i % 250);
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
    void failsWhileTheFirstEventCannotBeWritten() {
        audit.becomeUnavailable();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> turnAway("192.0.2.7")).isInstanceOf(AuditUnavailable.class);
        }
        database.isUnavailable = true;
        assertThatThrownBy(() -> turnAway("192.0.2.7")).isInstanceOf(AuditUnavailable.class);

        database.isUnavailable = false;
        audit.becomeAvailable();
        turnAway("192.0.2.7");
        aggregator.flush();

        assertThat(audit.events()).containsExactly(MALFORMED);
    }

    @Test
    void keepsCountsThatCannotBeWrittenForTheNextFlush() {
        turnAway("192.0.2.7");
        turnAway("192.0.2.7");
        audit.becomeUnavailable();
        assertThatThrownBy(aggregator::flush).isInstanceOf(AuditUnavailable.class);
        database.isUnavailable = true;
        assertThatThrownBy(aggregator::flush).isInstanceOf(StoreUnavailable.class);
        countSignOut("192.0.2.7");

        database.isUnavailable = false;
        audit.becomeAvailable();
        turnAway("192.0.2.7");
        turnAway("192.0.2.7");
        aggregator.flush();

        assertThat(audit.events())
                .containsExactlyInAnyOrder(MALFORMED, MALFORMED, MALFORMED.counted(2), NOTHING_TO_END.counted(1));
    }

    @Test
    void boundsWhatIsKeptWhileNothingCanBeWritten() {
        database.isUnavailable = true;
        int rounds = 3;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < EventAggregator.MAXIMUM_KINDS; i++) {
                countSignOut("10." + round + "." + i / 250 + "." + i % 250);
            }
            assertThatThrownBy(aggregator::flush).isInstanceOf(StoreUnavailable.class);
        }
        database.isUnavailable = false;
        aggregator.flush();

        assertThat(audit.events()).hasSize(EventAggregator.MAXIMUM_KINDS + 1);
        assertThat(counted()).isEqualTo(rounds * (long) EventAggregator.MAXIMUM_KINDS);
    }

    @Test
    void writesTheCountsAtTheEndAndEachEventAtOnceAfterIt() {
        turnAway("192.0.2.7");
        turnAway("192.0.2.7");

        aggregator.close();
        assertThat(audit.events()).containsExactly(MALFORMED, MALFORMED.counted(1));

        turnAway("192.0.2.7");
        turnAway("192.0.2.7");
        countSignOut("192.0.2.7");
        assertThat(audit.events()).hasSize(5);
        assertThat(counted()).isEqualTo(5);
    }

    @Test
    void reportsTheCountsThatAreLostAtTheEnd() {
        countSignOut("192.0.2.7");
        countSignOut("192.0.2.7");
        database.isUnavailable = true;

        aggregator.close();
        aggregator.close();

        assertThat(audit.events()).isEmpty();
        assertThat(audit.lost()).containsExactly(NOTHING_TO_END.counted(2));
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
                callers.add(executor.submit(() -> {
                    start.await();
                    for (int i = 0; i < each; i++) {
                        turnAway("192.0.2.7");
                        countSignOut("192.0.2.7");
                    }
                    return null;
                }));
            }
            start.countDown();
            int flushes = 0;
            for (Future<Void> caller : callers) {
                while (!caller.isDone()) {
                    aggregator.flush();
                    flushes++;
                }
                caller.get(1, TimeUnit.MINUTES);
            }
            aggregator.flush();

            assertThat(counted()).isEqualTo(2L * threads * each);
            assertThat(audit.events().size()).isLessThanOrEqualTo(3 * (flushes + 1));
        } finally {
            executor.shutdownNow();
        }
    }
}
