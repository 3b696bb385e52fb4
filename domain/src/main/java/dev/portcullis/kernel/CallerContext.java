package dev.portcullis.kernel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from: what the audit log keeps of it and what decides the language of a mail.
 *
 * @param userAgent as the caller named its program, cut at 256 characters; empty when it did not
 * @param trace the trace that the caller says it is part of; null when it says none
 * @param belongings for whoever keeps the accounts; never for the audit log
 */
public record CallerContext(
        ClientAddress address,
        String userAgent,
        RequestId requestId,
        @Nullable TraceId trace,
        Locale language,
        Belongings belongings) {
    private static final int USER_AGENT_LIMIT = 256;

    public CallerContext {
        userAgent = Unicode.cut(userAgent, USER_AGENT_LIMIT);
    }

    /** A caller who holds nothing. */
    public CallerContext(
            ClientAddress address, String userAgent, RequestId requestId, @Nullable TraceId trace, Locale language) {
        this(address, userAgent, requestId, trace, language, Belongings.none());
    }
}
