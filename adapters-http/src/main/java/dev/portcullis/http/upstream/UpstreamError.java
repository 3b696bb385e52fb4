package dev.portcullis.http.upstream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider elsewhere refused, in its own words, which are data to us: in whichever language, of whichever codes.
 *
 * @param errors what is wrong with which field
 * @param data whatever it added, as it came
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"code", "detail", "errors", "data"})
@Schema(
        name = "UpstreamError",
        description = "What the service behind this one gave as its reason, in its own words; as a gateway only.")
public record UpstreamError(
        @Schema(description = "Its own name for the reason; not one of ours.") @Nullable String code,

        @Schema(description = "Its own explanation, in whichever language.") @Nullable String detail,

        @Schema(description = "What it finds wrong with which field.")
        Map<String, List<String>> errors,

        @Schema(description = "Whatever it added.", type = SchemaType.OBJECT) @Nullable JsonNode data) {

    public UpstreamError {
        errors = Map.copyOf(errors);
    }
}
