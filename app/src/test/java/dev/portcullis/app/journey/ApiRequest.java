package dev.portcullis.app.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A request that is put together by parts. */
final class ApiRequest {
    final String method;
    final String path;
    String body;
    final List<String> headers = new ArrayList<>();

    private ApiRequest(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static ApiRequest get(String path) {
        return new ApiRequest("GET", path);
    }

    static ApiRequest post(String path) {
        return new ApiRequest("POST", path);
    }

    static ApiRequest patch(String path) {
        return new ApiRequest("PATCH", path);
    }

    static ApiRequest delete(String path) {
        return new ApiRequest("DELETE", path);
    }

    ApiRequest body(Map<String, String> fields) {
        return body(Api.json(fields));
    }

    ApiRequest body(String text) {
        body = text;
        return this;
    }

    ApiRequest header(String... nameAndValue) {
        headers.addAll(List.of(nameAndValue));
        return this;
    }

    ApiRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }
}
