package dev.portcullis.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.portcullis.account.AccessToken;
import dev.portcullis.caller.BearerToken;
import dev.portcullis.captcha.CaptchaAnswer;
import dev.portcullis.credential.Password;
import dev.portcullis.credential.PasswordHash;
import dev.portcullis.emailchange.CancellationCode;
import dev.portcullis.kernel.AttemptedLogin;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.verification.VerificationCode;
import dev.portcullis.verification.VerificationToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets do not reach a log through {@code toString}. */
class SecretsTest {
    private static Stream<Object> secrets() {
        return Stream.of(
                new AccessToken("value", Duration.ofMinutes(5)),
                new BearerToken("value"),
                CancellationCode.of(new UUID(1, 2)),
                new CaptchaAnswer("value"),
                new Password("correct horse battery"),
                new PasswordHash("$argon2id$v=19$value"),
                new RefreshToken("value"),
                new VerificationCode("123456"),
                new VerificationToken("value"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void printAsRedacted(Object secret) {
        assertThat(secret).hasToString(secret.getClass().getSimpleName() + "[redacted]");
    }

    @Test
    void allTypesThatAreRevealedAreTested() {
        Stream<Class<?>> revealed = new ClassFileImporter()
                .importPath(Path.of("target", "classes")).stream()
                        .filter(type -> !type.isInterface() && !type.isEquivalentTo(AttemptedLogin.class))
                        .filter(type -> type.tryGetMethod("reveal").isPresent())
                        .map(type -> type.reflect());

        assertThat(revealed)
                .isNotEmpty()
                .isSubsetOf(secrets().<Class<?>>map(Object::getClass).toList());
    }

    @Test
    void attemptedLoginsPrintMasked() {
        assertThat(new AttemptedLogin("ada@example.com", "a***@example.com"))
                .hasToString("AttemptedLogin[a***@example.com]");
    }
}
