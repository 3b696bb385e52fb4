package dev.portcullis.app.password;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The memory in which libargon2 computes: as many areas as there may be hashes at a time, made at their first use and
 * kept. Fresh memory costs a page fault every 4 KiB, half as much time as the hash itself; on Linux, these areas
 * consist of pages of 2 MiB. The library wipes an area before it gives it back. Safe for use by many threads.
 */
final class Argon2Memory {
    private static final long HUGE_PAGE = 1 << 21;

    /** {@code MADV_HUGEPAGE} of Linux. Other systems refuse it, which changes nothing. */
    private static final int USE_HUGE_PAGES = 14;

    private final int kib;
    private final long bytes;
    private final BlockingQueue<MemorySegment> unused;
    private final MethodHandle alignedAlloc;
    private final MethodHandle madvise;

    Argon2Memory(Linker linker, int concurrent, Argon2Cost cost) {
        this.kib = cost.memory();
        this.bytes = (cost.memory() * 1024L + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
        this.unused = new ArrayBlockingQueue<>(concurrent);
        this.alignedAlloc = linker.downcallHandle(
                linker.defaultLookup().find("aligned_alloc").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        this.madvise = linker.downcallHandle(
                linker.defaultLookup().find("madvise").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    }

    /** Whether a hash of this cost fits into an area. A larger one gets its memory from the library itself. */
    boolean fits(Argon2Cost cost) {
        return cost.memory() <= kib;
    }

    /**
     * Called by the library: {@code int allocate(uint8_t **memory, size_t bytes)}. Must not throw. Leaves the pointer
     * null if there is no memory, which the library reports as an error.
     */
    int allocate(MemorySegment pointer, long wanted) {
        try {
            MemorySegment free = unused.poll();
            pointer.reinterpret(ValueLayout.ADDRESS.byteSize())
                    .set(ValueLayout.ADDRESS, 0, free == null ? make() : free);
            return 0;
        } catch (Throwable e) {
            return -1;
        }
    }

    /** Called by the library: {@code void free(uint8_t *memory, size_t bytes)}. Must not throw. */
    void free(MemorySegment memory, long size) {
        boolean ignored = unused.offer(memory);
    }

    private MemorySegment make() throws Throwable {
        MemorySegment made = (MemorySegment) alignedAlloc.invokeExact(HUGE_PAGE, bytes);
        int ignored = (int) madvise.invokeExact(made, bytes, USE_HUGE_PAGES);
        return made;
    }
}
