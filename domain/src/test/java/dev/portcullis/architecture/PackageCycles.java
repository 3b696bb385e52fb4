package dev.portcullis.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The rule that no packages of a module depend on each other in a circle. Every class of the module counts, each package
 * by itself: a sub-package is not a part of the one that contains it.
 */
public final class PackageCycles {
    private PackageCycles() {}

    /** The compiled main classes of the module whose test calls this. */
    public static JavaClasses ofThisModule() {
        return new ClassFileImporter().importPath(Path.of("target", "classes"));
    }

    public static ArchRule none() {
        return noneBetween("packages", JavaClass::getPackageName);
    }

    /**
     * A rule that every module breaks, as classes of one package may use each other. It shows that the classes were
     * imported and that cycles are found.
     */
    public static ArchRule canary() {
        return noneBetween("classes", JavaClass::getName);
    }

    private static ArchRule noneBetween(String what, Function<JavaClass, String> slice) {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(slice.apply(type));
                    }

                    @Override
                    public String getDescription() {
                        return what;
                    }
                })
                .should()
                .beFreeOfCycles()
                .because("a package that is part of a cycle can be neither understood nor replaced by itself");
    }
}
