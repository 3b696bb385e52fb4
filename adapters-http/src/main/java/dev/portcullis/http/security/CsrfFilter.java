package dev.portcullis.http.security;

import dev.portcullis.http.caller.RequestPath;
import dev.portcullis.http.problem.Problem;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.problem.ProblemWriter;
import dev.portcullis.http.problem.RejectedRequestAudit;
import dev.portcullis.kernel.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rejects cross-site requests (CSRF) by {@code Origin} and {@code Sec-Fetch-Site}. The content type is not enough:
 * refresh and sign-out have no body. A client that sends neither header is not a browser, manages its cookies itself, and
 * is not checked.
 */
@Singleton
final class CsrfFilter {
    private static final Pattern DEFAULT_PORT = Pattern.compile(":(80|443)$");

    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final CrossOriginSettings settings;
    private final RejectedRequestAudit rejections;
    private final ProblemWriter answers;
    private final RefusedOriginLog refusedOrigins = new RefusedOriginLog(System::nanoTime);

    CsrfFilter(CrossOriginSettings settings, RejectedRequestAudit rejections, ProblemWriter answers) {
        this.settings = settings;
        this.rejections = rejections;
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.CROSS_SITE);
    }

    private void handle(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (RequestPath.isPage(http) || comesFromHere(request)) {
            http.next();
            return;
        }
        // Safe requests and preflights are logged as well: the page cannot read their responses.
        List<String> origins = request.headers().getAll("Origin");
        if (origins.size() == 1) {
            refusedOrigins.refused(origins.get(0).toLowerCase(Locale.ROOT));
        }
        if (SAFE.contains(request.method())) {
            http.next();
        } else {
            Future<Problem> recorded = rejections.recordElsewhere(
                    Refusal.Reason.CROSS_SITE, Problem.of(ProblemCode.CROSS_SITE_REQUEST), http);
            recorded.onSuccess(problem -> answers.send(http, problem));
        }
    }

    private boolean comesFromHere(HttpServerRequest request) {
        return passes(
                request.headers().getAll("Origin"),
                request.getHeader("Sec-Fetch-Site"),
                request.scheme(),
                authority(request.authority()));
    }

    /** @param authority host and port of the request, without the default port */
    boolean passes(List<String> origins, @Nullable String fetchSite, @Nullable String scheme, String authority) {
        if (origins.isEmpty()) {
            return fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
        }
        String origin = origins.get(0).toLowerCase(Locale.ROOT);
        if (origins.size() > 1) {
            return false;
        }
        if (settings.allows(origin)) {
            return true;
        }
        int hostAt = origin.indexOf("://") + 3;
        if (hostAt < 3 || !withoutDefaultPort(origin.substring(hostAt)).equals(authority)) {
            return false;
        }
        // Behind a proxy that terminates TLS, the scheme here is http and the page's is https; Sec-Fetch-Site decides.
        return fetchSite == null ? origin.startsWith(scheme + "://") : fetchSite.equals("same-origin");
    }

    private static String authority(@Nullable HostAndPort authority) {
        return authority == null ? "" : withoutDefaultPort(authority.toString().toLowerCase(Locale.ROOT));
    }

    private static String withoutDefaultPort(String authority) {
        return DEFAULT_PORT.matcher(authority).replaceFirst("");
    }
}
