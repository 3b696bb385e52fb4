package dev.portcullis.app.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Argon2CallTest {
    private static final byte[] PASSWORD = "correct horse".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final int ADDRESS = 4_096;

    private final Argon2Call call = new Argon2Call(PASSWORD, new Argon2Cost(64, 3, 2), SALT, 32);
    private final ByteBuffer block = ByteBuffer.allocateDirect(call.size());

    private byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        block.get(from, bytes);
        return bytes;
    }

    private void assertThatNothingIsLeft() {
        assertThat(bytes(0, call.size())).containsOnly(0);
    }

    @Test
    void givesTheLibraryItsInputAndWipesIt() {
        byte[] tag = call.run(block, ADDRESS, 7, 8, () -> {
            assertThat(bytes((int) block.getLong(16) - ADDRESS, block.getInt(24)))
                    .isEqualTo(PASSWORD);
            assertThat(bytes((int) block.getLong(32) - ADDRESS, block.getInt(40)))
                    .isEqualTo(SALT);
            block.put((int) block.getLong(0) - ADDRESS, "tag".repeat(10).getBytes(StandardCharsets.UTF_8));
            return 0;
        });

        assertThat(new String(tag, StandardCharsets.UTF_8)).isEqualTo("tag".repeat(10) + "\0\0");
        assertThatNothingIsLeft();
    }

    @Test
    void wipesAlsoAfterAFailure() {
        assertThatIllegalStateException()
                .isThrownBy(() -> call.run(block, ADDRESS, 0, 0, () -> -22))
                .withMessageContaining("-22");
        assertThatNothingIsLeft();

        assertThatThrownBy(() -> call.run(block, ADDRESS, 0, 0, () -> {
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatNothingIsLeft();
    }
}
