package dev.portcullis.audit.seal;

import java.time.Instant;
import java.util.Locale;

/**
 * Says what the log held in a range of time once nothing could be added to it any more. Signed, and tied to the seal
 * before it by that one's hash, so that none can be changed, left out or put in between.
 *
 * @param number from 1, without a gap
 * @param from the start of the range, itself included
 * @param until the end of the range, itself not included
 * @param events how many were sealed or, for {@link Kind#RETENTION}, how many of those that were sealed were dropped
 * @param digest over the leaves of the events; over nothing for {@link Kind#RETENTION}
 * @param previous the hash of the seal before; {@link Hash#ZERO} for the first
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
    /** Goes up when the form of a seal in bytes changes. */
    private static final int FORM = 1;

    /** What a seal tells of. */
    public enum Kind {
        /** These events, and no others, are in the log. Ranges follow on each other. */
        EVENTS(1),
        /** What the log held of this range was dropped, as its operator wants it. */
        RETENTION(2);

        private final int octet;

        Kind(int octet) {
            this.octet = octet;
        }
    }

    /** A seal that is signed by the current key. */
    public static Seal sign(
            SealKey key, SealReference before, Kind kind, Instant from, Instant until, long events, Hash digest) {
        long number = before.number() + 1;
        Seal unsigned = new Seal(number, kind, from, until, events, digest, before.hash(), key.id(), new byte[0]);
        byte[] signature = key.sign(unsigned.form());
        return new Seal(number, kind, from, until, events, digest, before.hash(), unsigned.keyId, signature);
    }

    /** All but the signature, as bytes: what is signed. */
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

    /** Over all of it, the signature included. */
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

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Seal[%d %s %s..%s, %d events]", number, kind, from, until, events);
    }
}
