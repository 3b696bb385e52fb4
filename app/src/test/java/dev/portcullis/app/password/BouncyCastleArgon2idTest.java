package dev.portcullis.app.password;

/** The other implementations are compared with this one, and this one with the published answers. */
class BouncyCastleArgon2idTest implements Argon2idContract {
    private final Argon2id argon2id = new BouncyCastleArgon2id(CONCURRENT, USUAL);

    @Override
    public Argon2id argon2id() {
        return argon2id;
    }
}
