package dev.portcullis.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.app.schedule.ExecutablePages.Mapping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutablePagesTest {
    private static final String FILE = "/opt/portcullis/portcullis";

    private static List<String> mapping(String range, String mode, String file, int anonymous) {
        return List.of(
                range + " " + mode + " 0002a000 fe:00 1466981" + " ".repeat(20) + file,
                "Size:                  4 kB",
                "Rss:                   4 kB",
                "Anonymous:      " + anonymous + " kB",
                "AnonHugePages:         0 kB",
                "VmFlags: rd ex mr mw me");
    }

    @Test
    void unmapsReadOnlyPartsOfTheFile() {
        assertThat(ExecutablePages.unchanged(mapping("00410000-02921000", "r-xp", FILE, 0), FILE))
                .containsExactly(new Mapping(0x410000, 0x2921000));
        assertThat(ExecutablePages.unchanged(mapping("7f61fba80000-7f61fcf80000", "r--p", FILE, 0), FILE))
                .containsExactly(new Mapping(0x7f61fba80000L, 0x7f61fcf80000L));
        assertThat(ExecutablePages.unchanged(mapping("ffffffffff600000-ffffffffff601000", "r-xp", FILE, 0), FILE))
                .containsExactly(new Mapping(0xffffffffff600000L, 0xffffffffff601000L));
    }

    @Test
    void keepsWhatIsNotInTheFile() {
        assertThat(ExecutablePages.unchanged(mapping("0293a000-0293b000", "r--p", FILE, 4), FILE))
                .isEmpty();
    }

    @Test
    void keepsWhatCanBeWritten() {
        assertThat(ExecutablePages.unchanged(mapping("7f61fcf80000-7f61fe509000", "rw-p", FILE, 0), FILE))
                .isEmpty();
    }

    @Test
    void keepsOtherFilesAndMemoryWithoutAFile() {
        assertThat(ExecutablePages.unchanged(mapping("00410000-02921000", "r-xp", "/lib/libc.so.6", 0), FILE))
                .isEmpty();
        assertThat(ExecutablePages.unchanged(mapping("00410000-02921000", "r--p", "", 0), FILE))
                .isEmpty();
        assertThat(ExecutablePages.unchanged(mapping("00410000-02921000", "r-xp", FILE + " (deleted)", 0), FILE))
                .isEmpty();
    }

    @Test
    void doesNotTakeTheLinesOfAnotherMappingForThose() {
        List<String> lines = new ArrayList<>(mapping("0293a000-0293b000", "r--p", FILE, 4));
        lines.addAll(mapping("7ffd6000-7ffd7000", "rw-p", "[stack]", 0));

        assertThat(ExecutablePages.unchanged(lines, FILE)).isEmpty();
    }
}
