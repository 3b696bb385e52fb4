package dev.portcullis.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.json.JsonBody;
import dev.portcullis.http.problem.ProblemCode;
import dev.portcullis.http.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Bytes as a request: the first line is the content type, the rest is the body. */
public final class FuzzedBody {
    private static final Set<Integer> REFUSALS = Set.of(400, 415);

    private FuzzedBody() {}

    /** What the body says, unless it is refused as something that a caller got wrong. Anything else goes on. */
    public static <C> Optional<C> read(byte[] input, Function<JsonBody, C> reader) {
        try {
            return Optional.of(reader.apply(JsonBody.of(request(input))));
        } catch (ProblemException refused) {
            ProblemCode code = ProblemCode.valueOf(refused.getMessage().toUpperCase(Locale.ROOT));
            assertThat(code.status()).isIn(REFUSALS);
            return Optional.empty();
        }
    }

    private static RoutingContext request(byte[] input) {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        byte[] body = line == input.length ? new byte[0] : Arrays.copyOfRange(input, line + 1, input.length);
        String type = new String(input, 0, line, ISO_8859_1);
        RequestBody read = answering(RequestBody.class, Map.of("buffer", Buffer.buffer(body)));
        HttpServerRequest head = answering(HttpServerRequest.class, Map.of("getHeader", type));
        return answering(RoutingContext.class, Map.of("body", read, "request", head));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                FuzzedBody.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (!answers.containsKey(method.getName())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answers.get(method.getName());
                }));
    }
}
