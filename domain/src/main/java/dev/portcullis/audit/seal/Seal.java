package dev.portcullis.audit.seal;

import java.time.Instant;

/**
 * A signed statement of the events in a closed range of time. Each seal contains the hash of its predecessor, so none
 * can be changed, omitted or inserted.
 *
 * @param number from 1, without a gap
 * @param from the start of the range, inclusive
 * @param until the end of the range, exclusive
 * @param events number of sealed events; for {@link Kind#RETENTION}, of sealed events that were dropped
 * @param digest over the leaves of the events; over nothing for {@link Kind#RETENTION}
 * @param previous the hash of the previous seal; {@link Hash#ZERO} for the first
 * @param keyId names the key of the signature
 * @param signature over {@link #form}
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by their hash alone, which covers the signature.
public record Seal(
        long number,
        Kind kind,
        Instant from,
        Instant until,
        long events,
        Hash digest,
        Hash previous,
        String keyId,
        byte[] signature) {
    /** Version of the canonical bytes of a seal. */
    private static final int FORM = 1;

    /** The statement that a seal makes. */
    public enum Kind {
        /** The log contains exactly these events. Ranges are contiguous. */
        EVENTS(1),
        /** The events of this range were dropped by retention. */
        RETENTION(2);

        private final int octet;

        Kind(int octet) {
            this.octet = octet;
        }
    }

    /** A seal signed with the current key. */
    public static Seal sign(
            SealKey key, SealReference before, Kind kind, Instant from, Instant until, long events, Hash digest) {
        long number = before.number() + 1;
        Seal unsigned = new Seal(number, kind, from, until, events, digest, before.hash(), key.id(), new byte[0]);
        byte[] signature = key.sign(unsigned.form());
        return new Seal(number, kind, from, until, events, digest, before.hash(), unsigned.keyId, signature);
    }

    /** The canonical bytes without the signature, which signs them. */
    public byte[] form() {
        return new CanonicalEncoder()
                .octet(FORM)
                .number(number)
                .octet(kind.octet)
                .time(from)
                .time(until)
                .number(events)
                .hash(digest)
                .hash(previous)
                .text(keyId)
                .bytes();
    }

    /** Covers the signature as well. */
    public Hash hash() {
        return Hash.over(form(), signature);
    }

    public SealReference reference() {
        return new SealReference(number, hash());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seal seal && hash().equals(seal.hash());
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }
}
