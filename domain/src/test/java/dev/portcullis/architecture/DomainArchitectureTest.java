package dev.portcullis.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.IDN;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the domain may know. Each rule names what is allowed and has a canary, a class that breaks it, so that the rule is
 * known to bite.
 */
class DomainArchitectureTest {
    private static final String BASE = "dev.portcullis.";

    private static final JavaClasses DOMAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portcullis");

    /** Which other features each feature may use. Whatever is not named here may use nothing. */
    static final Map<String, List<String>> FEATURES = Map.ofEntries(
            Map.entry("annotation", List.of()),
            Map.entry("kernel", List.of()),
            Map.entry("caller", List.of("kernel")),
            Map.entry("audit", List.of("kernel", "caller")),
            Map.entry("audit.reading", List.of("kernel", "caller", "audit")),
            Map.entry("audit.retention", List.of("kernel")),
            Map.entry("audit.seal", List.of("kernel", "audit", "audit.retention")),
            Map.entry("ratelimit", List.of("kernel", "caller")),
            Map.entry("captcha", List.of("kernel", "caller", "audit")),
            Map.entry("credential", List.of("kernel")),
            Map.entry("verification", List.of("kernel", "caller", "credential")),
            Map.entry("mail", List.of("kernel", "credential", "verification")),
            Map.entry(
                    "account",
                    List.of("kernel", "caller", "audit", "ratelimit", "captcha", "credential", "verification", "mail")),
            Map.entry("signingkey", List.of("kernel", "caller", "audit")),
            Map.entry("session", List.of("kernel", "caller", "audit", "ratelimit", "account")),
            Map.entry(
                    "signin",
                    List.of(
                            "kernel",
                            "caller",
                            "audit",
                            "ratelimit",
                            "captcha",
                            "credential",
                            "verification",
                            "mail",
                            "account",
                            "session")),
            Map.entry(
                    "selfservice",
                    List.of(
                            "kernel",
                            "caller",
                            "audit",
                            "audit.reading",
                            "ratelimit",
                            "credential",
                            "mail",
                            "account",
                            "session",
                            "signin",
                            "emailchange")),
            Map.entry(
                    "emailchange",
                    List.of(
                            "kernel",
                            "caller",
                            "audit",
                            "ratelimit",
                            "credential",
                            "verification",
                            "mail",
                            "account",
                            "session",
                            "signin")),
            Map.entry("housekeeping", List.of("kernel")),
            Map.entry("administration", List.of("kernel", "caller", "audit", "audit.reading", "account", "session")),
            Map.entry(
                    "composition",
                    List.of(
                            "kernel",
                            "caller",
                            "audit",
                            "audit.reading",
                            "audit.retention",
                            "ratelimit",
                            "captcha",
                            "credential",
                            "verification",
                            "mail",
                            "account",
                            "signingkey",
                            "session",
                            "signin",
                            "selfservice",
                            "emailchange",
                            "housekeeping",
                            "administration")));

    private static final ArchRule USES_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.portcullis..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "dev.portcullis..",
                            "java.lang..",
                            "java.util..",
                            "java.time..",
                            "java.text..",
                            "java.nio.charset..",
                            "java.security.interfaces..",
                            "org.jspecify.annotations..")
                    // Of java.net only this: it turns domain names around and asks no network.
                    .or(equivalentTo(IDN.class))
                    // Of java.security only this: it computes a hash, and knows no key, no provider's store and no
                    // chance.
                    .or(equivalentTo(MessageDigest.class))
                    .or(equivalentTo(NoSuchAlgorithmException.class)))
            .because("the domain runs without a framework and without I/O");

    private static final ArchRule IS_GIVEN_TIME_AND_CHANCE = noClasses()
            .that()
            .resideInAPackage("dev.portcullis..")
            .should()
            .callCodeUnitWhere(target(DescribedPredicate.describe(
                    "time or chance that was not handed in", DomainArchitectureTest::isTimeOrChance)))
            .because("a test decides what time it is and what comes by chance");

    private static boolean isTimeOrChance(AccessTarget target) {
        boolean madeHere = Set.of(Random.class.getName(), SecureRandom.class.getName())
                        .contains(target.getOwner().getName())
                && "<init>".equals(target.getName());
        boolean asked = Set.of("now", "randomUUID", "systemUTC", "currentTimeMillis", "nanoTime")
                        .contains(target.getName())
                && target.getOwner().getName().startsWith("java.");
        return madeHere || asked;
    }

    private static ArchRule usesOnly(String feature, List<String> others) {
        String[] allowed = Stream.concat(Stream.of("annotation", feature), others.stream())
                .map(name -> BASE + name)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(BASE + feature)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(DescribedPredicate.not(resideInAnyPackage("dev.portcullis.."))))
                .because("features lean one way");
    }

    @Test
    void usesOnlyTheJdk() {
        USES_ONLY_THE_JDK.check(DOMAIN);
        assertBites(USES_ONLY_THE_JDK, NetworkCanary.class);
        assertBites(USES_ONLY_THE_JDK, FrameworkCanary.class);
    }

    @Test
    void isGivenTimeAndChance() {
        IS_GIVEN_TIME_AND_CHANCE.check(DOMAIN);
        assertBites(IS_GIVEN_TIME_AND_CHANCE, ClockCanary.class);
        assertBites(IS_GIVEN_TIME_AND_CHANCE, ChanceCanary.class);
    }

    @Test
    void hasNoPackageBesideTheNamedFeatures() {
        assertThat(DOMAIN.stream().map(type -> type.getPackageName().substring(BASE.length())))
                .containsOnly(FEATURES.keySet().toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> features() {
        return FEATURES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey() + " leans one way", () -> {
                    usesOnly(entry.getKey(), entry.getValue()).check(DOMAIN);
                }));
    }

    @Test
    void noticesAFeatureThatLeansTheOtherWay() {
        // The session feature does use accounts; a rule that forbids it must say so.
        assertThat(usesOnly("session", List.of("kernel")).evaluate(DOMAIN).hasViolation())
                .isTrue();
    }

    /** The map above could itself hold a cycle. */
    @Test
    void hasNoPackageCycle() {
        JavaClasses classes = PackageCycles.ofThisModule();

        PackageCycles.none().check(classes);
        assertThat(PackageCycles.canary().evaluate(classes).hasViolation()).isTrue();
    }

    private static void assertBites(ArchRule rule, Class<?> canary) {
        JavaClasses imported = new ClassFileImporter().importClasses(canary);
        assertThat(rule.evaluate(imported).hasViolation())
                .as("%s breaks the rule", canary)
                .isTrue();
    }

    static final class NetworkCanary {
        Socket socket = new Socket();
    }

    static final class FrameworkCanary {
        DynamicTest framework = DynamicTest.dynamicTest("canary", () -> {});
    }

    static final class ClockCanary {
        Instant instant = Instant.now(Clock.systemUTC());
    }

    static final class ChanceCanary {
        UUID id = UUID.randomUUID();
    }
}
