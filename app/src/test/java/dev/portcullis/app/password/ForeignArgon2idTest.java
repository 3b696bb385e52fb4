package dev.portcullis.app.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** libargon2 through the Foreign Function API. The build has that class on Java 22 or newer. */
@EnabledOnOs(OS.LINUX)
class ForeignArgon2idTest implements Argon2idContract {
    private static Argon2id argon2id;

    @BeforeAll
    static void open() {
        assumeTrue(Runtime.version().feature() >= 22);
        argon2id = new Argon2Library(Argon2Library.DEFAULT).open(CONCURRENT, USUAL);
        // Required in CI.
        assumeTrue(InstalledArgon2.isThere() || System.getenv("CI") != null);
        assertThat(argon2id.name()).isEqualTo(Argon2Library.DEFAULT);
    }

    @Override
    public Argon2id argon2id() {
        return argon2id;
    }
}
