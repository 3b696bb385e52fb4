package dev.portcullis.app.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.mailer.SentMail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Pages of development mode: an overview with commands to try, and the mails that would have been sent. */
@IfBuildProfile("dev")
@Path("/")
public final class DevPages {
    /** A grating. */
    private static final String ICON = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">\
            <path fill="none" stroke="#808080" stroke-width="2" d="M3 1v14M8 1v14M13 1v14M1 4h14M1 9h14"/></svg>
            """;

    private static final int KEPT_MAILS = 50;

    private final Template home;
    private final Template mail;
    private final String provider;
    private final String databaseUrl;

    /** The mails that were sent last, newest first, for as long as the service runs. */
    private final Deque<SentMail> mails = new ConcurrentLinkedDeque<>();

    DevPages(
            @Location("dev/home.html") Template home,
            @Location("dev/mail.html") Template mail,
            @ConfigProperty(name = "portcullis.provider", defaultValue = "local") String provider,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String databaseUrl) {
        this.home = home;
        this.mail = mail;
        this.provider = provider;
        this.databaseUrl = databaseUrl;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public String home(@Context UriInfo uri) {
        String base = uri.getBaseUri().toString();
        return home.data("base", base.substring(0, base.length() - 1))
                .data("provider", provider)
                .data("database", databaseUrl)
                .render();
    }

    /** Browsers request it with every page and every API response that they show. */
    @GET
    @Path("favicon.ico")
    @Produces("image/svg+xml")
    @Operation(hidden = true)
    public String icon() {
        return ICON;
    }

    @GET
    @Path("dev/mail")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public String mail() {
        return mail.data("mails", mails).render();
    }

    void keep(@Observes SentMail sent) {
        mails.addFirst(sent);
        if (mails.size() > KEPT_MAILS) {
            mails.removeLast();
        }
    }
}
