package dev.portcullis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A migration must not lock a table of an earlier one while it reads all rows, because requests would wait for it. */
class MigrationLocksTest {
    /**
     * Written before the first release, when no table was large. Databases that ran them know their checksums, so they
     * stay as they are. V10 validates constraints in the transaction that locks the tables, so its comment is wrong.
     */
    private static final Set<String> BEFORE_THE_FIRST_RELEASE = Set.of(
            "V5__audit_attempts.sql", "V10__account_life.sql", "V20__mail_address.sql", "V25__find_by_index.sql");

    private static final Pattern CREATED_TABLE =
            Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\w+)");
    private static final Pattern LOCKING_INDEX =
            Pattern.compile("create (?:unique )?index (?!concurrently)(?:if not exists )?\\w+ on (?:only )?(\\w+)");
    private static final Pattern VALIDATION = Pattern.compile("alter table \\S+ validate constraint");
    private static final Pattern TABLE_LOCK = Pattern.compile("(alter|lock|drop|truncate) table");

    private static boolean locks(String script) {
        String sql = script.replaceAll("--.*", "").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return buildsAnIndex(sql) || validatesUnderALock(sql);
    }

    private static boolean buildsAnIndex(String sql) {
        Set<String> created = CREATED_TABLE
                .matcher(sql)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        return LOCKING_INDEX.matcher(sql).results().anyMatch(match -> !created.contains(match.group(1)));
    }

    private static boolean validatesUnderALock(String sql) {
        Matcher validation = VALIDATION.matcher(sql);
        return validation.find()
                && TABLE_LOCK.matcher(validation.replaceAll("")).find();
    }

    private static Map<String, String> scripts() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(MigrationLocksTest.class.getResource("/db/migration"))
                .toURI());
        Map<String, String> scripts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("V"))
                    .toList()) {
                scripts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return scripts;
    }

    @Test
    void noneLocksALargeTableSinceTheFirstRelease() throws Exception {
        assertThat(scripts().entrySet().stream()
                        .filter(script -> locks(script.getValue()))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(BEFORE_THE_FIRST_RELEASE);
    }

    @Test
    void anIndexIsBuiltWithItsTableOrConcurrently() {
        assertThat(locks("create index ix_a on account (name);")).isTrue();
        assertThat(locks("create table other (id uuid);\nCREATE UNIQUE INDEX uq_a\n  on account (name);"))
                .isTrue();

        assertThat(locks("create index concurrently ix_a on account (name);")).isFalse();
        assertThat(locks("create table account (id uuid);\ncreate index ix_a on account (name);"))
                .isFalse();
    }

    @Test
    void aConstraintIsValidatedInAScriptOfItsOwn() {
        assertThat(locks("alter table a add constraint c check (true) not valid;"
                        + "alter table a validate constraint c;"))
                .isTrue();

        assertThat(locks("alter table a validate constraint c; alter table b validate constraint d;"))
                .isFalse();
        assertThat(locks("alter table a add constraint c check (true) not valid;"))
                .isFalse();
    }
}
