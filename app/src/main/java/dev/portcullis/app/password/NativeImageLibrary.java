package dev.portcullis.app.password;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/** Replaces how a native executable loads the library. */
@TargetClass(Argon2Library.class)
final class NativeImageLibrary {
    private NativeImageLibrary() {}

    @Substitute
    static Argon2id load(String file, int concurrent, Argon2Cost cost) throws UnavailableLibrary {
        return new NativeImageArgon2id(file, concurrent);
    }
}
