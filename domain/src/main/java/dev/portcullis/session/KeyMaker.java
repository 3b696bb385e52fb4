package dev.portcullis.session;

/** Makes key pairs for signing and seals their private parts. Safe for use by many threads. */
@FunctionalInterface
public interface KeyMaker {
    /**
     * A key pair that is not kept yet.
     *
     * @param id a new one, the {@code kid} of tokens
     * @param publicKey in X.509 form
     * @param sealedPrivateKey in PKCS #8 form, encrypted and authenticated for this id
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a column; never compared as a record.
    record NewKey(String id, byte[] publicKey, byte[] sealedPrivateKey) {}

    /** A new one each time. Some milliseconds of work. */
    NewKey make();
}
