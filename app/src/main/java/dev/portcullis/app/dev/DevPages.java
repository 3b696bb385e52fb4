package dev.portcullis.app.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The first page of development mode with its style and script, the state that it shows, and the mails that would have
 * been sent. Changes in the files of the page take effect in the next response.
 */
@IfBuildProfile("dev")
@Path("/")
public final class DevPages {
    /** A grating. */
    private static final String ICON = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">\
            <path fill="none" stroke="#808080" stroke-width="2" d="M3 1v14M8 1v14M13 1v14M1 4h14M1 9h14"/></svg>
            """;

    private static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /** Mails are hostile: no scripts, no forms, nothing from other hosts, not even in a tab of their own. */
    private static final String MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    private final Mailbox mailbox;
    private final DevState state;

    DevPages(Mailbox mailbox, DevState state) {
        this.mailbox = mailbox;
        this.state = state;
    }

    private static Response answer(String type, String policy, String body) {
        return Response.ok(body, type + ";charset=UTF-8")
                .header("Content-Security-Policy", policy)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response file(String name, String type) throws IOException {
        try (InputStream file = DevPages.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException("missing on the class path: " + name);
            }
            return answer(type, PAGE_POLICY, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @GET
    @Operation(hidden = true)
    public Response home() throws IOException {
        return file("home.html", MediaType.TEXT_HTML);
    }

    @GET
    @Path("dev/home.css")
    @Operation(hidden = true)
    public Response style() throws IOException {
        return file("home.css", "text/css");
    }

    @GET
    @Path("dev/home.js")
    @Operation(hidden = true)
    public Response script() throws IOException {
        return file("home.js", "text/javascript");
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
    @Path("dev/state")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Map<String, Object> state() {
        return state.read();
    }

    /** The mails as text, newest first, for people and scripts without a browser. */
    @GET
    @Path("dev/mail")
    @Operation(hidden = true)
    public Response mails() {
        return answer(MediaType.TEXT_PLAIN, MAIL_POLICY, mailbox.asText());
    }

    /** The HTML of one mail. */
    @GET
    @Path("dev/mail/{id}")
    @Operation(hidden = true)
    public Response mail(@RestPath String id) {
        return answer(MediaType.TEXT_HTML, MAIL_POLICY, mailbox.html(id).orElseThrow(NotFoundException::new));
    }
}
