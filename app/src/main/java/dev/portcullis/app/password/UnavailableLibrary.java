package dev.portcullis.app.password;

/** Says why libargon2 cannot be used here. */
final class UnavailableLibrary extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableLibrary(String reason) {
        super(reason);
    }
}
