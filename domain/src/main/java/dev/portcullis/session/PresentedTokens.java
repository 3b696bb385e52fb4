package dev.portcullis.session;

import dev.portcullis.caller.BearerToken;
import dev.portcullis.kernel.Principal;
import dev.portcullis.kernel.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Chooses among several different tokens that one request presents. A browser sends every cookie whose path and domain
 * match, so a cookie that was left behind under another path arrives beside the current one, under the same name, and
 * nothing in the request tells them apart (RFC 6265, 5.4 and 8.6). A genuine token does: only this service can have
 * issued it. Asks no session store. Safe for use by many threads.
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

    private record Genuine<T>(T token, int group, SessionId session, long counter) {}

    /** The genuine refresh tokens, one for each session; the first is the one that counts. Empty if none is genuine. */
    public List<RefreshToken> refreshTokens(List<List<RefreshToken>> groups) {
        return onePerSession(
                groups,
                (token, group) -> refreshTokens
                        .apply(token)
                        .map(claims -> new Genuine<>(token, group, claims.session(), claims.counter())));
    }

    /** The access token that counts. Empty if none is genuine and unexpired. */
    public Optional<BearerToken> accessToken(List<List<BearerToken>> groups) {
        return onePerSession(
                        groups,
                        (token, group) -> accessTokens
                                .apply(token)
                                .map(claims -> new Genuine<>(token, group, claims.session(), 0)))
                .stream()
                .findFirst();
    }

    @FunctionalInterface
    private interface Reader<T> {
        Optional<Genuine<T>> read(T token, int group);
    }

    private static <T> List<T> onePerSession(List<List<T>> groups, Reader<T> reader) {
        List<Genuine<T>> genuine = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            for (T token : groups.get(group)) {
                reader.read(token, group).ifPresent(genuine::add);
            }
        }
        Comparator<Genuine<T>> mostTrusted = Comparator.comparingInt(Genuine::group);
        genuine.sort(mostTrusted.thenComparing(Genuine::session, NEWEST_FIRST));
        Map<SessionId, Genuine<T>> sessions = new LinkedHashMap<>();
        for (Genuine<T> each : genuine) {
            Genuine<T> kept = sessions.merge(
                    each.session(), each, (first, next) -> next.counter() > first.counter() ? next : first);
            assert kept.session().equals(each.session());
        }
        return sessions.values().stream().map(Genuine::token).toList();
    }
}
