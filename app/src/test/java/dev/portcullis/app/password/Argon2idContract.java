package dev.portcullis.app.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link Argon2id}. Where no vector is published, Bouncy Castle is the reference. */
interface Argon2idContract {
    int CONCURRENT = 4;
    Argon2Cost USUAL = new Argon2Cost(1_024, 2, 1);

    /** For {@link #CONCURRENT} hashes at a time, most of them with the {@link #USUAL} cost. */
    Argon2id argon2id();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Argon2id reference() {
        return new BouncyCastleArgon2id(CONCURRENT, USUAL);
    }

    /** From {@code test.c} of the reference implementation, and RFC 9106. */
    @ParameterizedTest
    @CsvSource({
        "65536, 2, 1, password, somesalt, 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        "256, 2, 1, password, somesalt, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        "256, 2, 2, password, somesalt, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
        "65536, 1, 1, password, somesalt, f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98",
        "65536, 4, 1, password, somesalt, 9025d48e68ef7395cca9079da4c4ec3affb3c8911fe4f86d1a2520856f63172c",
        "65536, 2, 1, differentpassword, somesalt, 0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde",
        "65536, 2, 1, password, diffsalt, bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"
    })
    default void knowsThePublishedAnswers(int memory, int passes, int lanes, String password, String salt, String tag) {
        byte[] computed = argon2id().tag(utf8(password), new Argon2Cost(memory, passes, lanes), utf8(salt), 32);

        assertThat(HexFormat.of().formatHex(computed)).isEqualTo(tag);
    }

    @Test
    default void agreesWithTheReferenceForAnyParameters() {
        Random random = new Random(9106);
        for (int i = 0; i < 200; i++) {
            int lanes = 1 + random.nextInt(4);
            // Sizes that the lanes do not divide, and more than an implementation has prepared memory for.
            Argon2Cost cost = new Argon2Cost(8 * lanes + random.nextInt(1_500), 1 + random.nextInt(4), lanes);
            byte[] password = new byte[random.nextInt(200)];
            random.nextBytes(password);
            byte[] salt = new byte[8 + random.nextInt(57)];
            random.nextBytes(salt);
            int length = 4 + random.nextInt(125);

            assertThat(argon2id().tag(password, cost, salt, length))
                    .as("%s, password of %s bytes, salt of %s, tag of %s", cost, password.length, salt.length, length)
                    .isEqualTo(reference().tag(password, cost, salt, length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "a\0b", "caf\u00e9 \ud83d\udd11 \u65e5\u672c", "\u0645\u0631\u062d\u0628\u0627"})
    default void agreesWithTheReferenceForAnyText(String password) {
        byte[] salt = utf8("0123456789abcdef");

        assertThat(argon2id().tag(utf8(password), USUAL, salt, 32))
                .isEqualTo(reference().tag(utf8(password), USUAL, salt, 32));
    }

    @Test
    default void readsALongPasswordToItsEnd() {
        byte[] salt = utf8("0123456789abcdef");
        byte[] password = utf8("p\u00e5".repeat(100_000));
        byte[] tag = argon2id().tag(password, USUAL, salt, 32);

        assertThat(tag).isEqualTo(reference().tag(password, USUAL, salt, 32));
        password[password.length - 1]++;
        assertThat(argon2id().tag(password, USUAL, salt, 32)).isNotEqualTo(tag);
    }

    @Test
    default void leavesItsInputAsItWas() {
        byte[] password = utf8("correct horse");
        byte[] salt = utf8("0123456789abcdef");
        byte[] tag = argon2id().tag(password, USUAL, salt, 32);

        assertThat(tag).hasSize(32);
        assertThat(password).isEqualTo(utf8("correct horse"));
        assertThat(salt).isEqualTo(utf8("0123456789abcdef"));
    }

    @Test
    default void mixesUpNothingAmongThreads() throws Exception {
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add(reference().tag(utf8("password " + i), USUAL, utf8("salt of " + i + "!"), 32));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT);
        try {
            Argon2id argon2id = argon2id();
            List<Future<byte[]>> computed = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                byte[] password = utf8("password " + i);
                byte[] salt = utf8("salt of " + i + "!");
                computed.add(threads.submit(() -> argon2id.tag(password, USUAL, salt, 32)));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(computed.get(i).get()).isEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
