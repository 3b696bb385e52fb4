package dev.portcullis.http.upstream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The reason for which the upstream refused, as it reported it: its codes and language are its own.
 *
 * @param code the upstream's code; null if it sent none
 * @param detail the upstream's explanation; null if it sent none
 * @param errors the invalid fields in the order of the upstream, with texts
 * @param data further data of the upstream, unchanged; null if it sent none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"code", "detail", "errors", "data"})
@Schema(name = "UpstreamError", description = "The reason that the upstream service reported; as a gateway only.")
public record UpstreamError(
        @Schema(description = "The code of the upstream, not one of this service.") @Nullable String code,

        @Schema(description = "The explanation of the upstream, in its language.") @Nullable String detail,

        @Schema(description = "The invalid fields.") Map<String, List<String>> errors,

        @Schema(description = "Further data of the upstream.", implementation = Object.class) @Nullable JsonNode data) {

    public UpstreamError {
        // In their order, unlike Map.copyOf.
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }
}
