package dev.portcullis.http.caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.http.ScriptedProvider;
import dev.portcullis.kernel.Result;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quarkus itself takes over what any caller says; nobody is asked to set it so, and it must not matter. */
@QuarkusTest
@TestProfile(CallerContextFactoryTest.CredulousFramework.class)
class CallerContextFactoryTest {
    public static final class CredulousFramework implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.allow-x-forwarded", "true");
        }
    }

    @Inject
    ScriptedProvider provider;

    @Test
    void haveTheAddressOfTheConnectionWhateverTheySay() {
        provider.reset();
        provider.answers(Result.done().noting("nothing_to_end"));

        given().header("X-Forwarded-For", "203.0.113.9")
                .header("Cookie", "refresh_token=any")
                .post("/api/v1/auth/custom-logout/")
                .then()
                .statusCode(204);

        assertThat(provider.callers)
                .extracting(caller -> caller.address().value())
                .singleElement()
                .isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    }
}
