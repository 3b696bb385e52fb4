package dev.portcullis.app.password;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/**
 * Argon2id by libargon2 in a native executable, which opens the library when it starts.
 *
 * <p>The library allocates the memory of each hash with {@code malloc}, which keeps it for the next hash, once for each
 * arena. Threads share few arenas, but any thread may get any of them, so hashes run on as many threads of their own as
 * may hash at a time. That bounds the memory, and saves the page faults of fresh memory.
 */
final class NativeImageArgon2id implements Argon2id {
    /** {@code RTLD_NOW}: a library with missing symbols fails to open. */
    private static final int RESOLVE_NOW = 2;

    private final String file;
    private final Argon2idCtx argon2id;
    private final ExecutorService threads;

    @CFunction("dlopen")
    private static native PointerBase dlopen(CCharPointer file, int mode);

    @CFunction("dlsym")
    private static native Argon2idCtx dlsym(PointerBase library, CCharPointer symbol);

    /** {@code int argon2id_ctx(argon2_context *context)}. */
    interface Argon2idCtx extends CFunctionPointer {
        @InvokeCFunctionPointer
        int invoke(PointerBase context);
    }

    NativeImageArgon2id(String file, int concurrent) throws UnavailableLibrary {
        this.file = file;
        this.argon2id = find(file);
        this.threads = Executors.newFixedThreadPool(concurrent, work -> {
            Thread thread = new Thread(work, "argon2id");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Argon2idCtx find(String file) throws UnavailableLibrary {
        try (CTypeConversion.CCharPointerHolder name = CTypeConversion.toCString(file);
                CTypeConversion.CCharPointerHolder symbol = CTypeConversion.toCString("argon2id_ctx")) {
            PointerBase library = dlopen(name.get(), RESOLVE_NOW);
            if (library.isNull()) {
                throw new UnavailableLibrary(file + " cannot be loaded");
            }
            Argon2idCtx function = dlsym(library, symbol.get());
            if (function.isNull()) {
                throw new UnavailableLibrary(file + " has no function argon2id_ctx");
            }
            return function;
        }
    }

    @Override
    public String name() {
        return file;
    }

    @Override
    public byte[] tag(byte[] input, Argon2Cost cost, byte[] salt, int length) {
        try {
            return CompletableFuture.supplyAsync(() -> call(new Argon2Call(input, cost, salt, length)), threads)
                    .join();
        } catch (CompletionException failed) {
            throw new IllegalStateException("libargon2 failed", failed.getCause());
        }
    }

    private byte[] call(Argon2Call call) {
        Pointer memory = UnmanagedMemory.malloc(WordFactory.unsigned(call.size()));
        try {
            ByteBuffer block = CTypeConversion.asByteBuffer(memory, call.size());
            long address = memory.rawValue();
            return call.run(block, address, 0, 0, () -> argon2id.invoke(WordFactory.pointer(address)));
        } finally {
            UnmanagedMemory.free(memory);
        }
    }
}
