package dev.portcullis.outbound;

import dev.portcullis.kernel.Unicode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What another service answered, as far as it is worth reading.
 *
 * @param text of the body, read as UTF-8, without a byte order mark
 */
public record ServiceResponse(int status, MediaType type, String text) {
    /**
     * Reads an answer whose body has come in parts.
     *
     * @param limit of the body in bytes; one that is longer is no answer
     */
    static ServiceResponse read(Response response, int limit) throws ServiceUnavailable, IOException {
        if (response.getHeaderString(HttpHeaders.CONTENT_ENCODING) != null) {
            throw new ServiceUnavailable("an encoding that was not asked for");
        }
        byte[] body = response.readEntity(InputStream.class).readNBytes(limit + 1);
        if (body.length > limit) {
            // Left unread, which holds its sender back, until the connection is given up at the deadline.
            throw new ServiceUnavailable("more than " + limit + " bytes");
        }
        MediaType type = response.getMediaType() == null ? MediaType.WILDCARD_TYPE : response.getMediaType();
        return new ServiceResponse(
                response.getStatus(), type, Unicode.withoutByteOrderMark(new String(body, StandardCharsets.UTF_8)));
    }

    /** Whether the body says that it is of this kind, whatever its parameters. */
    public boolean is(MediaType wanted) {
        return wanted.getType().equalsIgnoreCase(type.getType())
                && wanted.getSubtype().equalsIgnoreCase(type.getSubtype());
    }

    /** Without the text, which may tell about who was asked for. */
    @Override
    public String toString() {
        return "ServiceResponse[" + status + ", " + type + "]";
    }
}
