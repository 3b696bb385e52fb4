package dev.portcullis.app.command;

/** What a command tells the shell by its end. */
public enum ExitCode {
    DONE(0),
    /** It could not be done, be it for the database, the file or the thing it was asked about. */
    FAILED(1),
    /** The arguments make no command. */
    USAGE(2),
    /** The audit log is not what it was when it was sealed. */
    TAMPERED(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
