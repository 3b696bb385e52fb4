package dev.portcullis.http;

import static io.restassured.RestAssured.given;

import dev.portcullis.account.AccessToken;
import dev.portcullis.account.Account;
import dev.portcullis.account.DisplayName;
import dev.portcullis.account.EmailAddress;
import dev.portcullis.kernel.AccountId;
import dev.portcullis.kernel.SessionId;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** An account, a session, and the start of a request. */
public final class Fixtures {
    public static final AccountId ACCOUNT_ID = new AccountId(UUID.fromString("0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a10"));
    public static final SessionId SESSION_ID = new SessionId(UUID.fromString("0199c2a0-6a5e-7cc3-b7ba-4b1e8d2f9a11"));
    public static final AccessToken ACCESS_TOKEN = new AccessToken("new.access.token", Duration.ofMinutes(5));
    public static final SessionTokens TOKENS =
            new SessionTokens(ACCESS_TOKEN, new RefreshToken("new-refresh-token"), Duration.ofDays(14));

    public static final String SET_ACCESS =
            "access_token=new.access.token; Max-Age=300; Path=/; HttpOnly; Secure; SameSite=Lax";
    public static final String SET_REFRESH =
            "refresh_token=new-refresh-token; Max-Age=1209600; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict";
    public static final String CLEAR_ACCESS = "access_token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax";
    public static final String CLEAR_REFRESH =
            "refresh_token=; Max-Age=0; Path=/api/v1/auth/; HttpOnly; Secure; SameSite=Strict";

    private Fixtures() {}

    public static Account anAccount(boolean verified) {
        return new Account(
                ACCOUNT_ID,
                new EmailAddress("user@example.com"),
                new DisplayName("John Doe"),
                verified,
                Set.of(),
                1,
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                false);
    }

    /** A body with just this type: left to itself the client writes forms its own way and adds a charset. */
    public static RequestSpecification sending(String body, String type) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.TEXT)))
                .header("Content-Type", type)
                .body(body);
    }

    public static RequestSpecification sending(String json) {
        return given().contentType(ContentType.JSON).body(json);
    }
}
