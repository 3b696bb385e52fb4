package dev.portcullis.app.schedule;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/** A system call of Linux, which only a native executable can make. */
final class NativeImagePages {
    /** {@code MADV_DONTNEED}: the next access reads the page from its file. */
    private static final int NOT_NEEDED = 4;

    private NativeImagePages() {}

    @CFunction("madvise")
    private static native int madvise(PointerBase from, UnsignedWord length, int advice);

    /** Returns 0 if it succeeded. */
    static int unmap(ExecutablePages.Mapping mapping) {
        return madvise(
                WordFactory.pointer(mapping.from()), WordFactory.unsigned(mapping.to() - mapping.from()), NOT_NEEDED);
    }
}
