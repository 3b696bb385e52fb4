package dev.portcullis.caller;

import dev.portcullis.kernel.Unicode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a request: recorded in the audit log, and used to choose the language of mails.
 *
 * @param userAgent the {@code User-Agent} header, truncated to 256 characters; empty if there was none
 * @param trace the trace id that the caller sent; null if there was none
 */
public record CallerContext(
        ClientAddress address,
        String userAgent,
        RequestId requestId,
        @Nullable TraceId trace,
        Locale language) {
    private static final int USER_AGENT_LIMIT = 256;

    public CallerContext {
        userAgent = Unicode.cut(userAgent, USER_AGENT_LIMIT);
    }
}
