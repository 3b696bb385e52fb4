package dev.portcullis.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contracts and fakes are published, so adapters in other repositories must be able to use and to find them. */
class ContractsTest {
    private static final Pattern PUBLISHED = Pattern.compile("\\w+Contract|(InMemory|Fake)\\w+(?<!Test)");

    private static final List<JavaClass> TYPES = new ClassFileImporter()
            .importPath(Path.of("target", "test-classes")).stream()
                    .filter(JavaClass::isTopLevelClass)
                    .filter(type -> PUBLISHED.matcher(type.getSimpleName()).matches())
                    .toList();

    @Test
    void arePublic() {
        assertThat(TYPES)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getModifiers()).contains(JavaModifier.PUBLIC));
    }

    @Test
    void areDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/contracts.md"));
        String table = page.substring(page.indexOf("\n## The contracts\n"));

        assertThat(Pattern.compile("(?<=`)(" + PUBLISHED + ")(?=`)")
                        .matcher(table)
                        .results())
                .extracting(MatchResult::group)
                .containsExactlyInAnyOrderElementsOf(
                        TYPES.stream().map(JavaClass::getSimpleName).toList());
    }
}
