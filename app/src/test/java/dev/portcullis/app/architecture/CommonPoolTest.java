package dev.portcullis.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Nothing uses the common pool, in tests either. On two cores it has one thread: since Java 25, a second task waits there
 * until the first ends, and for ever if the first waits for the second.
 */
class CommonPoolTest {
    @Test
    void isUsedByNothing() {
        noClasses()
                .should()
                .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
                .orShould()
                .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
                .check(new ClassFileImporter().importPackages("dev.portcullis"));
    }
}
