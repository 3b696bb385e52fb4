package dev.portcullis.http.security;

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
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a page of another site made a browser send: refresh and sign-out have no body, so the content
 * type protects nothing there. Browsers say where a request comes from in {@code Origin} and {@code Sec-Fetch-Site};
 * who sends neither is no browser, holds its cookies itself, and is let through.
 */
@Singleton
final class CsrfFilter {
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
        if (Paths.isPage(http) || comesFromHere(request)) {
            http.next();
            return;
        }
        // Also of requests that are safe, preflights among them: what they get is as unreadable to the page.
        List<String> origins = request.headers().getAll("Origin");
        if (origins.size() == 1) {
            refusedOrigins.refused(origins.get(0).toLowerCase(Locale.ROOT));
        }
        if (SAFE.contains(request.method())) {
            http.next();
        } else {
            Future<Problem> recorded =
                    rejections.recordElsewhere(Refusal.Reason.CROSS_SITE, Problem.of(ProblemCode.CROSS_SITE_REQUEST), http);
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

    /** @param authority host and port that the request was sent to, without the usual port */
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
        if (hostAt < 3 || !withoutUsualPort(origin.substring(hostAt)).equals(authority)) {
            return false;
        }
        // Behind a proxy that ends TLS we see http where the page has https; the browser itself says what it is then.
        return fetchSite == null ? origin.startsWith(scheme + "://") : fetchSite.equals("same-origin");
    }

    private static String authority(@Nullable HostAndPort authority) {
        return authority == null ? "" : withoutUsualPort(authority.toString().toLowerCase(Locale.ROOT));
    }

    private static String withoutUsualPort(String authority) {
        return authority.replaceFirst(":(80|443)$", "");
    }
}
