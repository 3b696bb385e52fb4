package dev.portcullis.app.password;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Argon2id by libargon2 through the Foreign Function API, on memory of its own. {@link Argon2Library} finds this class
 * by its name, because it needs Java 22.
 */
final class ForeignArgon2id implements Argon2id {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;

    private final String file;
    private final Argon2Memory memory;
    private final MethodHandle argon2id;
    private final long allocate;
    private final long free;

    /**
     * Opens the library.
     *
     * @param concurrent maximum number of hashes at a time
     * @param cost of most hashes
     * @throws IllegalArgumentException if the library cannot be loaded
     * @throws IllegalCallerException if the JVM denies native access
     */
    ForeignArgon2id(String file, int concurrent, Argon2Cost cost) throws ReflectiveOperationException {
        Linker linker = Linker.nativeLinker();
        MemorySegment function = SymbolLookup.libraryLookup(file, Arena.global())
                .find("argon2id_ctx")
                .orElseThrow(() -> new IllegalArgumentException("no function argon2id_ctx"));
        this.file = file;
        this.argon2id = linker.downcallHandle(function, FunctionDescriptor.of(INT, ValueLayout.ADDRESS));
        this.memory = new Argon2Memory(linker, concurrent, cost);
        MethodHandles.Lookup own = MethodHandles.lookup();
        this.allocate = linker.upcallStub(
                        own.bind(memory, "allocate", MethodType.methodType(int.class, MemorySegment.class, long.class)),
                        FunctionDescriptor.of(INT, ValueLayout.ADDRESS, SIZE),
                        Arena.global())
                .address();
        this.free = linker.upcallStub(
                        own.bind(memory, "free", MethodType.methodType(void.class, MemorySegment.class, long.class)),
                        FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, SIZE),
                        Arena.global())
                .address();
    }

    @Override
    public String name() {
        return file;
    }

    @Override
    public byte[] tag(byte[] input, Argon2Cost cost, byte[] salt, int length) {
        Argon2Call call = new Argon2Call(input, cost, salt, length);
        boolean fits = memory.fits(cost);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment block = arena.allocate(call.size(), ValueLayout.ADDRESS.byteAlignment());
            return call.run(
                    block.asByteBuffer(), block.address(), fits ? allocate : 0, fits ? free : 0, () -> invoke(block));
        }
    }

    private int invoke(MemorySegment context) {
        try {
            return (int) argon2id.invokeExact(context);
        } catch (Throwable e) {
            throw new IllegalStateException("libargon2 cannot be called", e);
        }
    }
}
