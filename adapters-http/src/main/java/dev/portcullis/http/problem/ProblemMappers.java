package dev.portcullis.http.problem;

import dev.portcullis.http.caller.RequestIds;
import dev.portcullis.http.route.Routes;
import dev.portcullis.kernel.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

@Singleton
record ProblemMappers(ProblemWriter answers, RejectedRequestAudit rejections, RequestIds requestIds, Routes routes) {
    /** Names the narrow classes because the framework has its own mappers for them. */
    @ServerExceptionMapper({
        Throwable.class,
        WebApplicationException.class,
        NotFoundException.class,
        AuthenticationFailedException.class,
        UnauthorizedException.class,
        ForbiddenException.class
    })
    Response answer(Throwable fault, RoutingContext http) {
        Problem problem = ExceptionProblems.of(fault, requestIds.of(http));
        boolean rejected = fault instanceof ProblemException refusal && refusal.isRejection();
        return response(http, rejected ? rejections.record(Refusal.Reason.MALFORMED, problem, http) : problem);
    }

    @ServerExceptionMapper
    Response answer(NotAllowedException fault, RoutingContext http) {
        return response(http, Problem.of(ProblemCode.METHOD_NOT_ALLOWED).with("Allow", routes.allowedMethods(http)));
    }

    private Response response(RoutingContext http, Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(ProblemWriter.MEDIA_TYPE).entity(answers.json(http, problem));
        answers.headers(http, problem).forEach(header -> response.header(header.name(), header.value()));
        return response.build();
    }
}
