package dev.portcullis.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON object of a response. A member that is missing or of another type throws {@link IllegalArgumentException}. */
final class JsonObject {
    private final Map<?, ?> members;

    private JsonObject(Map<?, ?> members) {
        this.members = members;
    }

    static JsonObject read(String text) {
        return of(Json.read(text));
    }

    private static JsonObject of(@Nullable Object value) {
        return new JsonObject(as(Map.class, "an object", value));
    }

    private static <T> T as(Class<T> type, String what, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("the response lacks " + what);
        }
        return type.cast(value);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    String text(String name) {
        return as(String.class, name, members.get(name));
    }

    /** The value of a member, or the default if the member is missing or of another type. */
    String text(String name, String missing) {
        return members.get(name) instanceof String text ? text : missing;
    }

    boolean bool(String name) {
        return as(Boolean.class, name, members.get(name));
    }

    long number(String name) {
        return as(BigDecimal.class, name, members.get(name)).longValue();
    }

    UUID id(String name) {
        return UUID.fromString(text(name));
    }

    Instant time(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the response has no time in " + name, e);
        }
    }

    /** The value of a member, or null if the member is missing or null. */
    <T> @Nullable T optional(String name, Function<String, T> type) {
        return has(name) ? type.apply(name) : null;
    }

    /** The value of a member, or null if the member is missing or invalid. */
    <T> @Nullable T valid(String name, Function<String, T> type) {
        try {
            return optional(name, type);
        } catch (IllegalArgumentException invalid) {
            return null;
        }
    }

    /** The value of a member as JSON gives it: a map, a list, a string, a number or a boolean. */
    Object any(String name) {
        return as(Object.class, name, members.get(name));
    }

    JsonObject object(String name) {
        return of(members.get(name));
    }

    <T> List<T> list(String name, Function<JsonObject, T> type) {
        return elements(name, members.get(name)).stream()
                .map(each -> type.apply(of(each)))
                .toList();
    }

    /** The objects in a list that are valid; empty if the member is missing or not a list. */
    <T> List<T> validElements(String name, Function<JsonObject, T> type) {
        List<T> valid = new ArrayList<>();
        for (Object each : members.get(name) instanceof List<?> list ? list : List.of()) {
            try {
                valid.add(type.apply(of(each)));
            } catch (IllegalArgumentException invalid) {
                // The problem is worth more than this part of it.
            }
        }
        return List.copyOf(valid);
    }

    List<String> texts(String name) {
        return texts(name, members.get(name));
    }

    private static List<String> texts(String name, @Nullable Object value) {
        return elements(name, value).stream()
                .map(each -> as(String.class, name, each))
                .toList();
    }

    private static List<?> elements(String name, @Nullable Object value) {
        return as(List.class, name, value);
    }

    /** Lists of strings by their names. */
    Map<String, List<String>> textLists(String name) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        object(name).members.forEach((key, value) -> lists.put(String.valueOf(key), texts(name, value)));
        return lists;
    }
}
