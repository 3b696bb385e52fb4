package dev.portcullis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration must not lock a table of an earlier one while it reads all rows, because requests would wait for it. */
class MigrationLocksTest {
    /**
     * Written before the first release, when no table was large. Databases that ran them know their checksums, so they
     * stay as they are. V10 validates constraints in the transaction that locks the tables, so its comment is wrong.
     */
    private static final Set<String> BEFORE_THE_FIRST_RELEASE = Set.of(
            "V5__audit_attempts.sql",
            "V6__audit_months.sql",
            "V9__signing_key_turns.sql",
            "V10__account_life.sql",
            "V14__audit_count.sql",
            "V15__tries_of_a_sign_up.sql",
            "V20__mail_address.sql",
            "V25__find_by_index.sql");

    private static final Pattern CREATED_TABLE =
            Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\w+)");
    private static final Pattern INDEX = Pattern.compile(
            "create (?:unique )?index (?!concurrently)(?:(?:if not exists )?\\w+ )?on (?:only )?(?<table>\\w+)");
    private static final Pattern CONCURRENT_INDEX = Pattern.compile("create (?:unique )?index concurrently\\s+(\\w+)");
    private static final Pattern TABLE_LOCK = Pattern.compile(
            "(?:alter|lock|drop|truncate) table (?:if exists )?(?:only )?(?<table>[^ ;]+)(?<change>[^;]*)");

    /** Changes of a table that read or write all its rows. A default that is no constant may differ for each row. */
    private static final Pattern READING_CHANGE =
            Pattern.compile("add constraint \\w+ (?:check|foreign key)(?!(?:(?!add constraint).)* not valid)"
                    + "|add constraint \\w+ (?:unique|primary key|exclude) (?!using index)"
                    + "|set not null"
                    + "|alter column \\w+ (?:set data )?type "
                    + "|add column [^,]* (?:unique|references|primary key|check)\\b"
                    + "|generated (?:always|by default) as "
                    + "|default (?!now\\(\\))\\w+\\(");

    /** Statements that read many rows, whatever locks the others of their transaction hold. */
    private static final Pattern READING_STATEMENT =
            Pattern.compile("validate constraint|insert into [^;]* select |update \\w+ set ");

    private static boolean locks(String script) {
        String sql = script.replaceAll("--.*", "").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Set<String> created = CREATED_TABLE
                .matcher(sql)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        return hasExisting(INDEX, sql, created, statement -> true)
                || hasExisting(
                        TABLE_LOCK,
                        sql,
                        created,
                        statement -> READING_CHANGE
                                .matcher(statement.group("change"))
                                .find())
                || hasExisting(TABLE_LOCK, sql, created, MigrationLocksTest::changesTheTable)
                        && READING_STATEMENT.matcher(sql).find();
    }

    private static boolean hasExisting(
            Pattern statements, String sql, Set<String> created, Predicate<Matcher> condition) {
        Matcher statement = statements.matcher(sql);
        while (statement.find()) {
            if (!created.contains(statement.group("table")) && condition.test(statement)) {
                return true;
            }
        }
        return false;
    }

    /** A validation alone has a lock that requests do not wait for. */
    private static boolean changesTheTable(Matcher statement) {
        return !statement.group("change").startsWith(" validate constraint");
    }

    private static boolean canRunAgain(String script) {
        String sql = script.toLowerCase(Locale.ROOT);
        return CONCURRENT_INDEX
                .matcher(sql)
                .results()
                .allMatch(index -> sql.contains("drop index concurrently if exists " + index.group(1) + ";"));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index ix_a on account (name);",
                "create index on account (name);",
                "create table other (id uuid);\nCREATE UNIQUE INDEX uq_a\n  on account (name);",
                "alter table a add constraint c check (true) not valid; alter table a validate constraint c;",
                "alter table a add constraint c check (b >= 1);",
                "alter table a add constraint c check (true), add constraint d check (true) not valid;",
                "alter table a add constraint c foreign key (b) references account (id);",
                "alter table a add constraint c unique (b);",
                "alter table a alter column b set not null;",
                "alter table a alter column b type bigint;",
                "alter table a add column b bigint generated always as (c + 1) stored;",
                "alter table a add column b uuid default gen_random_uuid();",
                "alter table a add column b uuid references account (id);",
                "alter table a add column b text; update a set b = '';",
                "alter table a rename to b; insert into c select * from b;"
            })
    void readsAllRowsUnderALock(String script) {
        assertThat(locks(script)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index concurrently ix_a on account (name);",
                "create table account (id uuid);\ncreate index ix_a on account (name);",
                "alter table a validate constraint c; alter table b validate constraint d;",
                "alter table a add constraint c check (b >= 1) not valid;",
                "alter table a add constraint c check (true) not valid, add constraint d check (true) not valid;",
                "alter table a add constraint c unique using index uq_a;",
                "alter table a add column b timestamptz not null default now(), add column c text default '';",
                "create table a (id uuid); alter table a add constraint c check (true); insert into a select id from b;",
                "update a set b = '';"
            })
    void locksBrieflyOrReadsWithoutALock(String script) {
        assertThat(locks(script)).isFalse();
    }

    /** {@link MigrationsTest#buildAnIndexConcurrently} shows why. */
    @Test
    void aConcurrentIndexIsDroppedFirst() throws Exception {
        assertThat(canRunAgain("create index concurrently ix_a on account (name);"))
                .isFalse();
        assertThat(canRunAgain("drop index concurrently if exists ix_a;\n"
                        + "create unique index concurrently ix_a on account (name);"))
                .isTrue();

        assertThat(scripts())
                .allSatisfy((name, script) -> assertThat(canRunAgain(script)).isTrue());
    }
}
