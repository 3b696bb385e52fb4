package dev.portcullis.bench.service;

import dev.portcullis.account.Account;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.kernel.UnitOfWork;
import dev.portcullis.session.AccessTokens;
import dev.portcullis.session.RefreshTokens;
import dev.portcullis.session.Session;
import dev.portcullis.session.SessionStore;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** Issues tokens for sessions that were inserted into the database, so that a benchmark can use any of a million. */
@Path("/bench/sessions")
@Singleton
public class BenchSessions {
    private final SessionStore sessions;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final UnitOfWork work;

    BenchSessions(SessionStore sessions, RefreshTokens refreshTokens, AccessTokens accessTokens, UnitOfWork work) {
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.work = work;
    }

    /** Returns one line for each session: number of the account, its id, access token, refresh token. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String issue(@QueryParam("first") int first, @QueryParam("last") int last, @QueryParam("count") int count) {
        Random random = new Random();
        return random.ints(count, first, last + 1)
                .distinct()
                .mapToObj(number -> work.call(() -> issue(number)))
                .collect(Collectors.joining("\n"));
    }

    private String issue(int number) {
        SessionStore.Found found =
                sessions.find(new SessionId(id("session", number))).orElseThrow();
        Account account = found.account();
        Session session = found.session();
        return String.join(
                " ",
                Integer.toString(number),
                account.id().toString(),
                accessTokens.issue(account, session.id()).reveal(),
                refreshTokens.issue(session.id(), session.counter()).reveal());
    }

    /** As {@code md5('session' || number)::uuid}. */
    private static UUID id(String kind, int number) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("MD5").digest((kind + number).getBytes(StandardCharsets.US_ASCII)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
