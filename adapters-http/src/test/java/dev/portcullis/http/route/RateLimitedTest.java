package dev.portcullis.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.portcullis.credential.PasswordHasher;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.ratelimit.RateLimiter;
import jakarta.ws.rs.HttpMethod;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The annotation of each route says what its use case does, according to the byte code of the use case. */
class RateLimitedTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portcullis");

    private static final Predicate<JavaClass> IMPLEMENTS_LIMITS =
            type -> type.isAssignableTo(RateLimiter.class) && !type.isInterface();

    private static final Set<String> SLOW = Set.of("hash", "matches");

    private static boolean isRoute(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .anyMatch(type -> type.isAnnotatedWith(HttpMethod.class));
    }

    /** The methods that the method may call, itself included; a method of an interface stands for its implementations. */
    private static void collect(JavaMethod method, Set<JavaMethod> known) {
        if (known.add(method)) {
            method.getMethodCallsFromSelf().forEach(call -> targets(call).forEach(target -> collect(target, known)));
        }
    }

    private static Stream<JavaMethod> targets(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        String[] parameters = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toArray(String[]::new);
        return Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
                .filter(type -> type.getPackageName().startsWith("dev.portcullis"))
                .flatMap(type -> type.tryGetMethod(call.getName(), parameters).stream());
    }

    /** The routes, with the methods that each may call. */
    private static final Map<JavaMethod, Set<JavaMethod>> ROUTES = routes();

    private static Map<JavaMethod, Set<JavaMethod>> routes() {
        Map<JavaMethod, Set<JavaMethod>> all = new HashMap<>();
        PRODUCT.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getOwner().getPackageName().startsWith("dev.portcullis.http"))
                .filter(RateLimitedTest::isRoute)
                .forEach(route -> collect(route, all.computeIfAbsent(route, same -> new HashSet<>())));
        return all;
    }

    private static RateLimiter.@Nullable Action limit(JavaMethod route) {
        return ROUTES.get(route).stream()
                .filter(method -> !IMPLEMENTS_LIMITS.test(method.getOwner()))
                .flatMap(method -> method.getFieldAccesses().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(RateLimiter.Action.class))
                .min(Comparator.comparingInt(JavaFieldAccess::getLineNumber))
                .map(access -> RateLimiter.Action.valueOf(access.getName()))
                .orElse(null);
    }

    private static boolean hashes(JavaMethod route) {
        return ROUTES.get(route).stream()
                .anyMatch(method ->
                        method.getOwner().isEquivalentTo(PasswordHasher.class) && SLOW.contains(method.getName()));
    }

    @Test
    void namesTheLimitThatTheUseCaseChecksFirst() {
        assertThat(ROUTES.keySet().stream().filter(route -> limit(route) != null))
                .hasSizeGreaterThan(10);
        assertThat(ROUTES.keySet())
                .allSatisfy(route -> assertThat(
                                route.tryGetAnnotationOfType(RateLimited.class).map(RateLimited::value))
                        .as(route.getFullName())
                        .isEqualTo(Optional.ofNullable(limit(route))));
    }

    @Test
    void saysWhetherTheUseCaseHashes() {
        assertThat(ROUTES.keySet())
                .allSatisfy(route -> assertThat(route.tryGetAnnotationOfType(RateLimited.class)
                                .map(RateLimited::hashes)
                                .orElse(false))
                        .as(route.getFullName())
                        .isEqualTo(hashes(route)));
    }

    /** Otherwise a call that is rejected early would leave no event. */
    @Test
    void isWithTheActionOfTheRoute() {
        assertThat(ROUTES.keySet().stream().filter(route -> route.isAnnotatedWith(RateLimited.class)))
                .allMatch(route -> route.isAnnotatedWith(Audited.class));
    }

    @Test
    void standsForItsProblem() {
        List<ProblemCode> declared = ROUTES.keySet().stream()
                .flatMap(route -> route.tryGetAnnotationOfType(Problems.class).stream())
                .flatMap(problems -> Arrays.stream(problems.value()))
                .toList();

        assertThat(declared).isNotEmpty().doesNotContain(ProblemCode.RATE_LIMITED);
    }
}
