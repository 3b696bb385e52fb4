package dev.portcullis.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls at a fixed rate (an open loop): they measure latency. Each call has its time in a schedule that does not depend
 * on the responses, and its latency counts from that time. So a call that has to wait because earlier responses are
 * late counts its wait, and a stall of the service is not hidden by clients that wait politely (coordinated omission).
 */
public final class OpenLoop implements AutoCloseable {
    private final List<? extends Caller> callers;
    private final ExecutorService threads;

    /** @param callers enough to reach the rate: whichever of them is free takes the next call */
    public OpenLoop(List<? extends Caller> callers) {
        this.callers = List.copyOf(callers);
        this.threads = Executors.newFixedThreadPool(callers.size());
    }

    /** Makes the calls of this time. Those that could not be started within twice the time count as errors. */
    public ClosedLoop.Result runAt(double perSecond, Duration time) {
        ClosedLoop.prepare(callers);
        long calls = (long) (perSecond * time.toNanos() / 1e9);
        long start = System.nanoTime();
        AtomicLong next = new AtomicLong();
        List<Recording> recordings = ClosedLoop.onThreads(callers, threads, caller -> {
            Recording recording = new Recording();
            for (long call = next.getAndIncrement(); call < calls; call = next.getAndIncrement()) {
                long due = start + (long) (call * 1e9 / perSecond);
                Recording.sleepUntil(due);
                if (System.nanoTime() - start > 2 * time.toNanos()) {
                    recording.missed(1);
                } else {
                    recording.call(caller, due);
                }
            }
            return recording;
        });
        return Recording.result(recordings, start);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
