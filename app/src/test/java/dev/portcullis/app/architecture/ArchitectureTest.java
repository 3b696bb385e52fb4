package dev.portcullis.app.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.portcullis.architecture.PackageCycles;
import dev.portcullis.http.caller.RequestPath;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.persistence.Entity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.Charset;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows between the modules, as allow-lists; each bites where a canary breaks it. Long, because the lists are in one
 * place.
 */
class ArchitectureTest {
    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portcullis");

    static final List<String> DOMAIN = Stream.of(
                    "account",
                    "administration",
                    "annotation",
                    "audit",
                    "caller",
                    "captcha",
                    "composition",
                    "credential",
                    "emailchange",
                    "housekeeping",
                    "kernel",
                    "mail",
                    "ratelimit",
                    "selfservice",
                    "session",
                    "signin",
                    "signingkey",
                    "verification")
            .map(feature -> "dev.portcullis." + feature + "..")
            .toList();

    /** Connects the others, so it may use all of them. */
    private static final String WIRING = "dev.portcullis.app.wiring..";

    /** Not part of the service: development mode, and a package of the domain's tests. */
    private static final List<String> OUTSIDE = List.of("dev.portcullis.livereload..", "dev.portcullis.architecture..");

    /** Our packages that each side may use, besides its own. */
    static final Map<String, List<String>> SIDES = Map.ofEntries(
            Map.entry("dev.portcullis.http..", with("dev.portcullis.json..")),
            Map.entry(
                    "dev.portcullis.rememberizer..",
                    with("dev.portcullis.http.upstream..", "dev.portcullis.json..", "dev.portcullis.outbound..")),
            Map.entry(
                    "dev.portcullis.app.gateway..",
                    with(
                            "dev.portcullis.app.config..",
                            "dev.portcullis.http.upstream..",
                            "dev.portcullis.rememberizer..")),
            Map.entry("dev.portcullis.breach..", with("dev.portcullis.outbound..")),
            Map.entry("dev.portcullis.siteverify..", with("dev.portcullis.outbound..")),
            Map.entry("dev.portcullis.json..", List.of("dev.portcullis.annotation..", "dev.portcullis.kernel..")),
            Map.entry(
                    "dev.portcullis.outbound..",
                    List.of("dev.portcullis.annotation..", "dev.portcullis.kernel..", "dev.portcullis.json..")),
            Map.entry("dev.portcullis.persistence..", DOMAIN),
            Map.entry("dev.portcullis.app.audit..", DOMAIN),
            Map.entry("dev.portcullis.app.crypto..", DOMAIN),
            Map.entry("dev.portcullis.app.password..", DOMAIN),
            Map.entry("dev.portcullis.app.mail..", DOMAIN),
            Map.entry("dev.portcullis.app.ratelimit..", DOMAIN),
            Map.entry(
                    "dev.portcullis.app.config..",
                    with(
                            "dev.portcullis.app.crypto..",
                            "dev.portcullis.app.mail..",
                            "dev.portcullis.app.password..",
                            "dev.portcullis.breach..",
                            "dev.portcullis.http..",
                            "dev.portcullis.rememberizer..",
                            "dev.portcullis.siteverify..")),
            Map.entry(
                    "dev.portcullis.app.health..",
                    List.of(
                            "dev.portcullis.annotation..",
                            "dev.portcullis.kernel..",
                            "dev.portcullis.app.crypto..",
                            "dev.portcullis.app.metrics..")),
            Map.entry(
                    "dev.portcullis.app.metrics..",
                    List.of("dev.portcullis.annotation..", "dev.portcullis.housekeeping..")),
            Map.entry(
                    "dev.portcullis.app.schedule..",
                    with("dev.portcullis.app.audit..", "dev.portcullis.app.config..", "dev.portcullis.app.metrics..")),
            Map.entry("dev.portcullis.app.console..", DOMAIN),
            Map.entry(
                    "dev.portcullis.app.command..",
                    with(
                            "dev.portcullis.app.console..",
                            "dev.portcullis.app.crypto..",
                            "dev.portcullis.http.audit..",
                            "dev.portcullis.app.seal..")),
            Map.entry(
                    "dev.portcullis.app.seal..",
                    with(
                            "dev.portcullis.app.console..",
                            "dev.portcullis.app.crypto..",
                            "dev.portcullis.app.schedule..")),
            Map.entry(
                    "dev.portcullis.app.start..",
                    List.of(
                            "dev.portcullis.annotation..",
                            "dev.portcullis.app.command..",
                            "dev.portcullis.app.console..")),
            Map.entry("dev.portcullis.app.dev..", with("dev.portcullis.app.config..", "dev.portcullis.http..")));

    private static List<String> with(String... others) {
        return Stream.concat(DOMAIN.stream(), Stream.of(others)).toList();
    }

    private static ArchRule staysInside(Class<? extends Annotation> marker) {
        return classes()
                .that()
                .areAnnotatedWith(marker)
                .should()
                .bePackagePrivate()
                .because("a row does not cross its adapter's edge");
    }

    private static ArchRule knowsOnly(String side, List<String> others) {
        String[] allowed = Stream.concat(Stream.of(side), others.stream()).toArray(String[]::new);
        DescribedPredicate<JavaClass> notOurs = DescribedPredicate.not(resideInAnyPackage("dev.portcullis.."));
        return classes()
                .that()
                .resideInAPackage(side)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(notOurs))
                .because("arrows point inwards, and adapters do not know each other");
    }

    /**
     * Methods that use a default and for which Error Prone has no check; see errorprone.defaults.flags in the parent
     * POM.
     */
    private static final Map<Class<?>, Set<String>> ASKS_FOR_A_DEFAULT = Map.ofEntries(
            Map.entry(Locale.class, Set.of("getDefault()")),
            Map.entry(Charset.class, Set.of("defaultCharset()")),
            Map.entry(TimeZone.class, Set.of("getDefault()")),
            Map.entry(ZoneId.class, Set.of("systemDefault()")),
            Map.entry(Clock.class, Set.of("systemDefaultZone()")),
            Map.entry(Calendar.class, Set.of("getInstance()", "getInstance(java.util.TimeZone)")),
            Map.entry(GregorianCalendar.class, Set.of("<init>()")),
            Map.entry(Date.class, Set.of("toString()")),
            Map.entry(SimpleDateFormat.class, Set.of("<init>()", "<init>(java.lang.String)")),
            Map.entry(DateTimeFormatter.class, Set.of("ofPattern(java.lang.String)")),
            Map.entry(ByteArrayOutputStream.class, Set.of("toString()")),
            Map.entry(
                    PrintStream.class,
                    Set.of(
                            "<init>(java.io.OutputStream)",
                            "<init>(java.io.OutputStream,boolean)",
                            "printf(java.lang.String,[Ljava.lang.Object;)",
                            "format(java.lang.String,[Ljava.lang.Object;)")));

    private static final ArchRule NAMES_ITS_LOCALE_TIME_ZONE_AND_CHARSET = noClasses()
            .that()
            .resideInAPackage("dev.portcullis..")
            .should()
            .callCodeUnitWhere(
                    target(DescribedPredicate.describe("a default of the JVM", ArchitectureTest::asksForADefault)))
            .because("what a machine reads is the same under each locale, time zone and charset");

    private static boolean asksForADefault(AccessTarget target) {
        String signature = target instanceof CodeUnitAccessTarget called
                ? called.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .collect(Collectors.joining(",", called.getName() + "(", ")"))
                : "";
        return ASKS_FOR_A_DEFAULT.entrySet().stream()
                .anyMatch(entry -> target.getOwner().isEquivalentTo(entry.getKey())
                        && entry.getValue().contains(signature));
    }

    private static boolean isInside(JavaClass type, String side) {
        return resideInAnyPackage(side).test(type);
    }

    @TestFactory
    Stream<DynamicTest> sides() {
        return SIDES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> knowsOnly(entry.getKey(), entry.getValue()).check(ALL)));
    }

    @Test
    void everyPackageThatIsNamedIsThere() {
        assertThat(Stream.concat(SIDES.keySet().stream(), DOMAIN.stream()))
                .allSatisfy(side -> assertThat(ALL.stream().anyMatch(type -> isInside(type, side)))
                        .isTrue());
    }

    private static ArchRule hasARule() {
        return classes()
                .should()
                .resideInAnyPackage(Stream.of(SIDES.keySet(), DOMAIN, Set.of(WIRING), OUTSIDE)
                        .flatMap(Collection::stream)
                        .toArray(String[]::new))
                .because("a package that is not listed may use all others, and no diagram shows it");
    }

    @Test
    void everyClassHasARule() {
        hasARule().check(ALL);
        assertThat(hasARule().evaluate(imported(PublicCanary.class)).hasViolation())
                .isTrue();
    }

    @Test
    void theDomainKnowsNeitherSide() {
        knowsOnly("dev.portcullis.account..", DOMAIN).check(ALL);
        knowsOnly("dev.portcullis.session..", DOMAIN).check(ALL);
    }

    @Test
    void anArrowThatPointsOutwardsIsNoticed() {
        // The wiring does know the domain; a rule that forbids it must say so.
        assertThat(knowsOnly(WIRING, List.of()).evaluate(ALL).hasViolation()).isTrue();
    }

    @Test
    void entitiesStayInside() {
        staysInside(Entity.class).check(ALL);
        assertThat(staysInside(Canary.class)
                        .evaluate(imported(PublicCanary.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void localeTimeZoneAndCharsetAreNamed() {
        NAMES_ITS_LOCALE_TIME_ZONE_AND_CHARSET.check(ALL);
        for (Class<?> canary : List.of(LocaleCanary.class, ZoneCanary.class, StreamCanary.class)) {
            assertThat(NAMES_ITS_LOCALE_TIME_ZONE_AND_CHARSET
                            .evaluate(imported(canary))
                            .hasViolation())
                    .as(canary.getSimpleName())
                    .isTrue();
        }
    }

    /** Filters and routes must see the same path. */
    private static final ArchRule THE_PATH_IS_READ_IN_ONE_PLACE = noClasses()
            .that()
            .doNotBelongToAnyOf(RequestPath.class)
            .should()
            .callMethodWhere(target(owner(assignableTo(HttpServerRequest.class)))
                    .and(target(nameMatching("path|uri|absoluteURI")))
                    .or(target(owner(assignableTo(RoutingContext.class))).and(target(nameMatching("normalizedPath")))))
            .because("filters and routes must decide by the same, normalized path");

    @Test
    void thePathOfARequestIsReadInOnePlace() {
        THE_PATH_IS_READ_IN_ONE_PLACE.check(ALL);
        for (Class<?> canary : List.of(RawPathCanary.class, NormalizedPathCanary.class)) {
            assertThat(THE_PATH_IS_READ_IN_ONE_PLACE.evaluate(imported(canary)).hasViolation())
                    .isTrue();
        }
    }

    private static final class RawPathCanary {
        private static String path(HttpServerRequest request) {
            return request.path();
        }
    }

    private static final class NormalizedPathCanary {
        private static String path(RoutingContext http) {
            return http.normalizedPath();
        }
    }

    @Test
    void thereIsNoPackageCycle() {
        JavaClasses classes = PackageCycles.ofThisModule();

        PackageCycles.none().check(classes);
        assertThat(PackageCycles.canary().evaluate(classes).hasViolation()).isTrue();
    }

    private static JavaClasses imported(Class<?>... canaries) {
        return new ClassFileImporter().importClasses(Arrays.asList(canaries));
    }

    static final class LocaleCanary {
        Locale locale = Locale.getDefault();
    }

    static final class ZoneCanary {
        ZoneId zone = ZoneId.systemDefault();
    }

    static final class StreamCanary {
        PrintStream stream = new PrintStream(new ByteArrayOutputStream());
    }

    /** In the place of the marker of entities, which Hibernate would find here. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Canary {}

    @Canary
    public static final class PublicCanary {}
}
