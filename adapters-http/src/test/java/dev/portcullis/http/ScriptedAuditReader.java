package dev.portcullis.http;

import dev.portcullis.audit.AuditPosition;
import dev.portcullis.audit.AuditRecord;
import dev.portcullis.audit.reading.AuditAccess;
import dev.portcullis.audit.reading.AuditFilter;
import dev.portcullis.audit.reading.AuditReader;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.http.upstream.UpstreamExchange;
import dev.portcullis.http.upstream.UpstreamResponse;
import dev.portcullis.kernel.Refusal.Reason;
import dev.portcullis.kernel.Result;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Generates as many events as a test wants, for the readers that it admits. */
@Singleton
public final class ScriptedAuditReader implements AuditReader, AuditAccess {
    public static final Instant FIRST = Instant.parse("2026-11-24T12:00:00.000001Z");

    private volatile Callable<Result<Void>> reader = () -> Result.refused(Reason.NOT_AUTHENTICATED);
    private volatile int events;
    private volatile int failsAfter = Integer.MAX_VALUE;

    /** Of the event that every {@code n}th one is. */
    private volatile String userAgent = "test/1";

    public final List<Object> asked = new ArrayList<>();

    @Inject
    UpstreamExchange exchange;

    private volatile @Nullable UpstreamResponse upstream;

    public void reset() {
        upstream = null;
        reader = () -> Result.refused(Reason.NOT_AUTHENTICATED);
        events = 0;
        failsAfter = Integer.MAX_VALUE;
        userAgent = "test/1";
        asked.clear();
    }

    public void refuses(Result<Void> refusal) {
        reader = () -> refusal;
    }

    /** As a gateway whose upstream responds with this. */
    public void refuses(Result<Void> refusal, UpstreamResponse response) {
        reader = () -> refusal;
        upstream = response;
    }

    /** As an upstream that takes its time. */
    public void refusesAfter(Callable<?> wait) {
        reader = () -> {
            Object unused = wait.call();
            return Result.refused(Reason.NOT_AUTHENTICATED);
        };
    }

    public void admits() {
        Result<Void> admitted = Result.<Void>done().about(Fixtures.ACCOUNT_ID, Fixtures.SESSION_ID);
        reader = () -> admitted;
    }

    public void has(int count) {
        events = count;
    }

    /** The store is away once so many events have been read. */
    public void failsAfter(int count) {
        failsAfter = count;
    }

    public void usedBy(String program) {
        userAgent = program;
    }

    @Override
    public Result<Void> check(BearerToken token) {
        asked.add(token);
        if (upstream != null) {
            exchange.relay(upstream);
        }
        try {
            return reader.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Events are a microsecond apart; all but the first lack what may be absent. */
    public AuditRecord event(int number) {
        boolean full = number == 0;
        return new AuditRecord(
                id(number),
                FIRST.plus(number, ChronoUnit.MICROS),
                "sign_in",
                "authn_login_fail",
                "refused",
                full ? "wrong_password" : null,
                full ? Fixtures.ACCOUNT_ID : null,
                full ? Fixtures.SESSION_ID : null,
                full ? "a-keyed-hash" : null,
                full ? "u***@e***" : null,
                "192.0.2.7",
                full ? userAgent : null,
                "request-" + number,
                full ? "4bf92f3577b34da6a3ce929d0e0e4736" : null,
                "replica-1",
                full ? id(7) : null,
                null);
    }

    private static UUID id(int number) {
        return new UUID(0x0199_c2a0_6a5e_7cc3L, 0x8000_0000_0000_0000L | number);
    }

    @Override
    public List<AuditRecord> page(AuditFilter filter, Order order, AuditPosition after, int limit) {
        asked.add(filter);
        asked.add(order);
        boolean oldestFirst = order == Order.OLDEST_FIRST;
        int seen = after == null ? 0 : number(after, oldestFirst) + 1;
        if (seen >= failsAfter) {
            throw new IllegalStateException("a bug in the middle");
        }
        return IntStream.range(seen, (int) Math.min((long) seen + limit, events))
                .mapToObj(place -> event(oldestFirst ? place : events - 1 - place))
                .toList();
    }

    private int number(AuditPosition position, boolean oldestFirst) {
        int number = (int) ChronoUnit.MICROS.between(FIRST, position.occurredAt());
        return oldestFirst ? number : events - 1 - number;
    }

    @Override
    public Instant now() {
        return FIRST.plusSeconds(3600);
    }
}
