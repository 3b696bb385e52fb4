package dev.portcullis.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.portcullis.housekeeping.PurgeExpiredData;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UseCasesTest {
    private static final JavaClasses DOMAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portcullis");

    private static Stream<Class<?>> useCases() {
        return DOMAIN.stream()
                .filter(type -> type.isTopLevelClass() && !type.isInterface())
                .map(JavaClass::reflect)
                .filter(type ->
                        Arrays.stream(type.getMethods()).anyMatch(method -> "execute".equals(method.getName())));
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void haveATestOfTheirOwnName(Class<?> useCase) {
        assertThatCode(() -> Class.forName(useCase.getName() + "Test")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void areDocumented(Class<?> useCase) throws IOException {
        assertThat(Files.readString(Path.of("../docs/architecture.md"))).contains("`" + useCase.getSimpleName() + "`");
    }

    /** Without the purge, whose test has stores of its own. */
    private static Stream<Method> makers() {
        return Arrays.stream(UseCases.class.getDeclaredMethods())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) && method.getReturnType() != PurgeExpiredData.class);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void areMadeFromThePorts(Method maker) throws ReflectiveOperationException {
        assertThat(maker.invoke(new InMemoryPortcullis().useCases)).isInstanceOf(maker.getReturnType());
    }

    /** It counts rejections, so two of them would write twice as many events. */
    @Test
    void shareOneAuditor() {
        UseCases useCases = new InMemoryPortcullis().useCases;

        assertThat(useCases.auditor()).isSameAs(useCases.auditor());
    }
}
