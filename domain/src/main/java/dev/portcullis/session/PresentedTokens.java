package dev.portcullis.session;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses among several different tokens that one request presents. A browser sends every cookie whose path and domain
 * match, so a cookie that was left behind under another path arrives beside the current one, under the same name, and
 * nothing in the request tells them apart (RFC 6265, 5.4 and 8.6). A genuine token does: only this service can have
 * issued it. Does not access the session store. Thread-safe.
 *
 * <p>Tokens come in groups, the most trusted first: a cookie whose name has the prefix that is configured cannot be
 * planted as easily as one without it. A genuine token of a more trusted group wins. Within a group the session that was
 * opened last wins, which is the sign-in that the user remembers; the id of a session is ordered by time (RFC 9562, 5.7).
 * Of one session the token with the highest counter wins, wherever it is: an earlier one would count as theft. So the
 * same tokens lead to the same choice, in whatever order they come.
 */
public final class PresentedTokens {
    /** Opened last first. The text of a UUID is ordered as its bytes are, without a sign. */
    private static final Comparator<SessionId> NEWEST_FIRST =
            Comparator.comparing(SessionId::toString).reversed();

    private final Function<RefreshToken, Optional<RefreshTokens.Claims>> refreshTokens;
    private final Function<BearerToken, Optional<Principal>> accessTokens;

    private PresentedTokens(
            Function<RefreshToken, Optional<RefreshTokens.Claims>> refreshTokens,
            Function<BearerToken, Optional<Principal>> accessTokens) {
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
    }

    /**
     * For tokens that this service issues.
     *
     * @param refreshTokens as {@link RefreshTokens#read}
     * @param accessTokens as {@link AccessTokens#read}
     */
    public static PresentedTokens issuedHere(
            Function<RefreshToken, Optional<RefreshTokens.Claims>> refreshTokens,
            Function<BearerToken, Optional<Principal>> accessTokens) {
        return new PresentedTokens(refreshTokens, accessTokens);
    }

    /** For tokens that another service issues: none can be recognized, so none is chosen. */
    public static PresentedTokens issuedUpstream() {
        return new PresentedTokens(token -> Optional.empty(), token -> Optional.empty());
    }

    private record Genuine<T>(T token, SessionId session, long counter) {}

    /** The genuine refresh tokens, one for each session; the first is the one that counts. Empty if none is genuine. */
    public List<RefreshToken> refreshTokens(List<List<RefreshToken>> groups) {
        return onePerSession(
                groups,
                token -> refreshTokens
                        .apply(token)
                        .map(claims -> new Genuine<>(token, claims.session(), claims.counter())));
    }

    /** The access token that counts. Empty if none is genuine and unexpired. */
    public Optional<BearerToken> accessToken(List<List<BearerToken>> groups) {
        return onePerSession(
                        groups,
                        token -> accessTokens
                                .apply(token)
                                .map(principal -> new Genuine<>(token, principal.session(), 0)))
                .stream()
                .findFirst();
    }

    private static <T> List<T> onePerSession(List<List<T>> groups, Function<T, Optional<Genuine<T>>> reader) {
        Map<SessionId, Genuine<T>> sessions = groups.stream()
                .flatMap(group -> group.stream()
                        .flatMap(token -> reader.apply(token).stream())
                        .sorted(Comparator.comparing(Genuine::session, NEWEST_FIRST)))
                .collect(Collectors.toMap(
                        Genuine::session,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(Genuine::counter)),
                        LinkedHashMap::new));
        return sessions.values().stream().map(Genuine::token).toList();
    }
}
