package dev.portcullis.http.route;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.portcullis.http.download.Download;
import dev.portcullis.http.problem.Problems;
import dev.portcullis.ratelimit.RateLimiter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

/** What each resource method has to declare. */
class RouteAnnotationsTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.portcullis.http");

    private static final DescribedPredicate<JavaMethod> ROUTE = DescribedPredicate.describe(
            "are for an HTTP method",
            method -> method.getAnnotations().stream()
                    .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)));

    private static final DescribedPredicate<JavaMethod> CHANGES_SOMETHING =
            ROUTE.and(DescribedPredicate.not(CanBeAnnotated.Predicates.annotatedWith(GET.class))
                    .forSubtype());

    private static final DescribedPredicate<JavaClass> NAMES_PROBLEMS =
            CanBeAnnotated.Predicates.annotatedWith(Problems.class).forSubtype();

    private static final ArchRule IS_AUDITED = methods()
            .that(CHANGES_SOMETHING.or(
                    CanBeAnnotated.Predicates.annotatedWith(RateLimited.class).forSubtype()))
            .should()
            .beAnnotatedWith(Audited.class)
            .because("a request that is rejected before its use case must leave an event");

    private static final ArchRule NAMES_ITS_PROBLEMS = methods()
            .that(ROUTE)
            .should()
            .beAnnotatedWith(Problems.class)
            .orShould()
            .beDeclaredInClassesThat(NAMES_PROBLEMS)
            .because("the OpenAPI document must list every problem");

    private static final DescribedPredicate<JavaMethod> SENDS_A_FILE = DescribedPredicate.describe(
            "send a file",
            method -> method.reflect().getGenericReturnType().getTypeName().contains("StreamingOutput"));

    private static final DescribedPredicate<JavaMethod> USES_DOWNLOAD = DescribedPredicate.describe(
            "respond with a Download",
            method -> method.getMethodCallsFromSelf().stream()
                    .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Download.class)));

    private static final ArchRule IS_LIMITED = methods()
            .that(SENDS_A_FILE)
            .and(ROUTE)
            .should(ArchCondition.from(USES_DOWNLOAD))
            .andShould()
            .beAnnotatedWith(Audited.class)
            .because("slow clients must not occupy all worker threads, and a rejected download must leave an event");

    @Test
    void limitsTheDownloads() {
        IS_LIMITED.check(MODULE);
        assertThat(IS_LIMITED.evaluate(canary()).getFailureReport().getDetails())
                .hasSize(2);
    }

    @Test
    void namesTheActionOfEachRouteThatChangesSomethingOrIsLimited() {
        IS_AUDITED.check(MODULE);
        assertThat(IS_AUDITED.evaluate(canary()).getFailureReport().getDetails())
                .hasSize(3);
    }

    @Test
    void namesTheProblemsOfEachRoute() {
        NAMES_ITS_PROBLEMS.check(MODULE);
        assertThat(NAMES_ITS_PROBLEMS.evaluate(canary()).getFailureReport().getDetails())
                .hasSize(3);
    }

    @Test
    void haveATestOfTheNameOfTheirOperationOrResource() {
        assertThat(MODULE.stream().flatMap(type -> type.getMethods().stream()).filter(ROUTE))
                .isNotEmpty()
                .allMatch(RouteAnnotationsTest::hasATest);
        assertThat(canary().get(Canary.class).getMethods()).noneMatch(RouteAnnotationsTest::hasATest);
    }

    private static boolean hasATest(JavaMethod route) {
        String operation = route.getAnnotationOfType(Operation.class).operationId();
        String named = Character.toUpperCase(operation.charAt(0)) + operation.substring(1) + "ResourceTest";
        return exists(route.getOwner().getPackageName() + "." + named)
                || exists(route.getOwner().getName() + "Test");
    }

    private static boolean exists(String className) {
        try {
            return Class.forName(className) != null;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    private static JavaClasses canary() {
        return new ClassFileImporter().importClasses(Canary.class);
    }

    /** Without a path, so that the framework does not make routes of it. */
    @SuppressWarnings("unused")
    abstract static class Canary {
        @GET
        @RateLimited(RateLimiter.Action.SIGN_IN)
        @Operation(operationId = "readCanary")
        abstract RestResponse<StreamingOutput> reads();

        @POST
        @Operation(operationId = "createCanary")
        abstract void creates();

        @PATCH
        @Operation(operationId = "changeCanary")
        abstract void changes();
    }
}
