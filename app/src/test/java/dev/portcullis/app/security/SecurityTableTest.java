package dev.portcullis.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/security.md} has all rows, and the tests that it names are there and run. */
class SecurityTableTest {
    private static final Path ROOT = Path.of("..");

    private static SecurityTable table() throws IOException {
        return SecurityTable.read(Files.readString(ROOT.resolve("docs/security.md")));
    }

    @Test
    void hasARowForEachRequirementAndEachConstraint() throws IOException {
        assertThat(table().numbers())
                .containsExactlyElementsOf(
                        Stream.concat(SecurityTable.numbers("", 60).stream(), SecurityTable.numbers("c", 18).stream())
                                .toList());
    }

    @Test
    void namesTestsThatAreThereAndRun() throws IOException {
        assertThat(table().objections(TestSources.under(ROOT))).isEmpty();
    }

    /** Out-of-scope rows must be listed here as well. */
    @Test
    void leavesOutWhatWasAgreedToBeOutOfScope() throws IOException {
        assertThat(table().outOfScope()).isEmpty();
    }

    private static final TestSources SOURCES = new TestSources(Map.of(
            "GoodTest",
            """
            /** Of something. */
            class GoodTest implements TakenContract {
                @Test
                void runs() {}

                @Disabled("since then")
                @Test
                void sleeps() {
                }
                @ParameterizedTest
                @CsvSource({
                    "a, {",
                    "b, ;"
                })
                void runsOften(String a) {}

                void helps() {}
            }
            """,
            "WholeTest",
            """
            class WholeTest {
                @Test
                void runs() {}
            }
            """,
            "SleepingTest",
            """
            @Disabled
            @QuarkusTest
            class SleepingTest {
                @Test
                void runs() {}
            }
            """,
            "LinuxTest",
            """
            @EnabledOnOs(OS.LINUX)
            class LinuxTest {
                @FuzzTest
                void searches(byte[] input) {}

                @EnabledOnOs(OS.MAC)
                @Test
                void sleeps() {}
            }
            """,
            "EmptyTest",
            """
            class EmptyTest {
                void helps() {}
            }
            """,
            "TakenContract",
            """
            interface TakenContract {
                @Test
                default void holds() {}
            }
            """,
            "LonelyContract",
            """
            interface LonelyContract {
                @Test
                default void holds() {}
            }
            """));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "`GoodTest#runs`, -",
                "`GoodTest#runsOften`, -",
                "`WholeTest`, -",
                "`TakenContract#holds`, -",
                "`LinuxTest#searches`, -",
                "`LinuxTest#sleeps`, 1: LinuxTest#sleeps is switched off",
                "`GoodTest`, 1: GoodTest is switched off in part",
                "`GoodTest#sleeps`, 1: GoodTest#sleeps is switched off",
                "`GoodTest#helps`, 1: GoodTest has no test helps",
                "`GoodTest#gone`, 1: GoodTest has no test gone",
                "`GoneTest`, 1: there is no GoneTest",
                "`SleepingTest#runs`, 1: SleepingTest is switched off",
                "`EmptyTest`, 1: EmptyTest has no test",
                "`LonelyContract#holds`, 1: nothing runs LonelyContract",
                "'', 1: names no test",
                "`WholeTest` by and by, 1: names something that is no test"
            })
    void noticesARowWhoseTestDoesNotRun(String tests, String objection) {
        SecurityTable table = SecurityTable.read("| 1 | what | by what | both | " + tests + " |\n");

        assertThat(table.objections(SOURCES)).isEqualTo(objection == null ? List.of() : List.of(objection));
    }

    @Test
    void noticesARowThatIsNotThere() {
        assertThat(SecurityTable.read("| 1 | a | b | both | `WholeTest` |\n| 3 | a | b | both | `WholeTest` |\n")
                        .numbers())
                .containsExactly("1", "3");
    }
}
