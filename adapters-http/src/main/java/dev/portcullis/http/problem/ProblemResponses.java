package dev.portcullis.http.problem;

import dev.portcullis.audit.AuditAction;
import dev.portcullis.http.route.Audited;
import dev.portcullis.http.route.LocalOnly;
import dev.portcullis.http.route.RateLimited;
import dev.portcullis.http.route.Routes;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.HttpHeaders;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Adds the problems of each operation to the OpenAPI document: those that follow from the operation itself, and those of
 * {@link Problems}. Operations that can answer {@code not_authenticated} get the security schemes. The texts are those of
 * the responses. Runs during the build of development and test mode, which alone have the document.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {
    private static final Set<ProblemCode> ALWAYS = EnumSet.of(
            ProblemCode.BODY_TOO_LARGE,
            ProblemCode.INTERNAL_ERROR,
            ProblemCode.DATABASE_UNAVAILABLE,
            ProblemCode.AUDIT_UNAVAILABLE,
            ProblemCode.OVERLOADED);

    private static final Set<ProblemCode> WITH_BODY =
            EnumSet.of(ProblemCode.MALFORMED_JSON, ProblemCode.VALIDATION_FAILED, ProblemCode.UNSUPPORTED_MEDIA_TYPE);

    private static final Set<ProblemCode> AS_GATEWAY = EnumSet.of(
            ProblemCode.UPSTREAM_REFUSED,
            ProblemCode.UPSTREAM_INVALID,
            ProblemCode.UPSTREAM_UNAVAILABLE,
            ProblemCode.UPSTREAM_TIMEOUT);

    private final ProblemTexts texts = new ProblemTexts(Locale.ENGLISH);

    /** The resource methods by their operation ids. */
    private final Map<String, MethodInfo> methods;

    public ProblemResponses(IndexView index) {
        methods = index.getAnnotations(org.eclipse.microprofile.openapi.annotations.Operation.class).stream()
                .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.METHOD)
                // Operations of extensions, such as the pages of development mode, may have no id.
                .filter(annotation -> annotation.value("operationId") != null)
                .collect(Collectors.toMap(
                        annotation -> annotation.value("operationId").asString(),
                        annotation -> annotation.target().asMethod(),
                        // The index of the build may have a class twice.
                        (method, same) -> method));
    }

    @Override
    public @Nullable Operation filterOperation(Operation operation) {
        MethodInfo method = methods.get(operation.getOperationId());
        if (method != null) {
            boolean localOnly = method.hasAnnotation(LocalOnly.class)
                    || method.declaringClass().hasDeclaredAnnotation(LocalOnly.class);
            if (localOnly && !Routes.hasLocalProvider()) {
                return null;
            }
            if (operation.getRequestBody() != null) {
                operation.getRequestBody().setRequired(true);
            }
            Set<ProblemCode> problems = codes(operation, method, localOnly);
            if (problems.contains(ProblemCode.NOT_AUTHENTICATED)) {
                addSecurity(operation, method);
            }
            APIResponses responses = operation.getResponses();
            problems.stream()
                    .collect(Collectors.groupingBy(
                            ProblemResponses::status,
                            TreeMap::new,
                            Collectors.toCollection(() -> EnumSet.noneOf(ProblemCode.class))))
                    .forEach((status, codes) -> responses.addAPIResponse(status, response(codes, localOnly)));
        }
        return operation;
    }

    @Override
    public @Nullable PathItem filterPathItem(PathItem path) {
        return path.getOperations().isEmpty() ? null : path;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Schema problem = Objects.requireNonNull(schemas.get("Problem"));
        Objects.requireNonNull(problem.getProperties().get("code"))
                .setEnumeration(Arrays.stream(ProblemCode.values())
                        .<Object>map(ProblemCode::code)
                        .toList());
    }

    /** The empty requirement is the cookie, which is not a security scheme of the document. */
    private static void addSecurity(Operation operation, MethodInfo method) {
        AnnotationInstance audited = method.annotation(Audited.class);
        if (audited != null && audited.value().asEnum().equals(AuditAction.VERIFY_EMAIL.name())) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme("verificationToken"));
        }
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("bearer"));
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement());
    }

    private static Set<ProblemCode> codes(Operation operation, MethodInfo method, boolean localOnly) {
        Set<ProblemCode> codes = EnumSet.copyOf(ALWAYS);
        if (operation.getRequestBody() != null) {
            codes.addAll(WITH_BODY);
        }
        if (!method.hasAnnotation(GET.class)) {
            codes.add(ProblemCode.CROSS_SITE_REQUEST);
        }
        if (method.hasAnnotation(RateLimited.class)) {
            codes.add(ProblemCode.RATE_LIMITED);
        }
        if (localOnly) {
            codes.add(ProblemCode.NOT_FOUND);
        } else {
            codes.addAll(AS_GATEWAY);
        }
        addDeclared(method.annotation(Problems.class), codes);
        addDeclared(method.declaringClass().declaredAnnotation(Problems.class), codes);
        return codes;
    }

    private static void addDeclared(@Nullable AnnotationInstance problems, Set<ProblemCode> codes) {
        if (problems != null) {
            Arrays.stream(problems.value().asEnumArray())
                    .map(ProblemCode::valueOf)
                    .forEach(codes::add);
        }
    }

    private static String status(ProblemCode code) {
        return code == ProblemCode.UPSTREAM_REFUSED ? "4XX" : Integer.toString(code.status());
    }

    private APIResponse response(Set<ProblemCode> codes, boolean localOnly) {
        Function<ProblemCode, String> describe = code -> description(code, localOnly);
        APIResponse response = OASFactory.createAPIResponse()
                .description(
                        codes.size() == 1
                                ? describe.apply(codes.iterator().next())
                                : codes.stream().map(describe).collect(Collectors.joining("\n- ", "- ", "")))
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemWriter.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
        codes.forEach(code -> headers(code).forEach(response::addHeader));
        return response;
    }

    private String description(ProblemCode code, boolean localOnly) {
        String text = "`" + code.code() + "`: " + texts.title(code) + ". " + texts.detail(code);
        if (AS_GATEWAY.contains(code)) {
            return "As a gateway, " + text;
        }
        return code == ProblemCode.NOT_FOUND && localOnly ? text + " As a gateway, always." : text;
    }

    private static Map<String, Header> headers(ProblemCode code) {
        return switch (code) {
            case SESSION_INVALID ->
                Map.of(
                        HttpHeaders.SET_COOKIE,
                        header(
                                        "One line or more for each cookie, to clear it under each path that it may"
                                                + " have.",
                                        SchemaType.STRING)
                                .required(true));
            case RATE_LIMITED ->
                Map.of(
                        HttpHeaders.RETRY_AFTER,
                        retryAfter(),
                        "RateLimit-Policy",
                        header(
                                "Calls per address for this action (`q`), and seconds until all of them are available "
                                        + "again (`w`).",
                                SchemaType.STRING),
                        "RateLimit",
                        header(
                                "Calls left (`r`), and seconds until the next one is available (`t`).",
                                SchemaType.STRING));
            default ->
                code == ProblemCode.TOO_MANY_TRIES || code.status() == 503
                        ? Map.of(HttpHeaders.RETRY_AFTER, retryAfter())
                        : Map.of();
        };
    }

    private static Header retryAfter() {
        Header header = header("Seconds to wait.", SchemaType.INTEGER);
        header.getSchema().setMinimum(BigDecimal.ONE);
        return header;
    }

    private static Header header(String description, SchemaType type) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type));
    }
}
