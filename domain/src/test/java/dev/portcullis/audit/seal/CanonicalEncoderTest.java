package dev.portcullis.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanonicalEncoderTest {
    @Test
    void writesAnyNumberOfValues() {
        CanonicalEncoder octets = new CanonicalEncoder();
        CanonicalEncoder numbers = new CanonicalEncoder();
        for (int i = 0; i < 1_000; i++) {
            octets.octet(i);
            numbers.number(i);
        }

        assertThat(octets.bytes()).hasSize(1_000).endsWith(999 & 0xFF);
        assertThat(numbers.bytes()).hasSize(1_000 * Long.BYTES).endsWith(0, 0, 0, 0, 0, 0, 999 >> 8, 999 & 0xFF);
    }

    @Test
    void beginsATextWithItsLengthInBytes() {
        assertThat(new CanonicalEncoder().text("\u00f8").bytes()).containsExactly(0, 0, 0, 0, 0, 0, 0, 2, 0xC3, 0xB8);
        assertThat(new CanonicalEncoder().text("a".repeat(1_000)).bytes())
                .hasSize(Long.BYTES + 1_000)
                .endsWith('a', 'a');
    }
}
