package dev.portcullis.app.command;

import dev.portcullis.administration.ManageAccount;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.kernel.Refusal.Reason;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** {@code account disable}, {@code account enable} and {@code account sign-out}. */
@Singleton
final class ManageCommand {
    private final Provider<ManageAccount> manageAccount;
    private final CliCaller operator;
    private final Console console;

    /** @param manageAccount asked for when it is needed: it reads the signing key, which no other command needs */
    ManageCommand(Provider<ManageAccount> manageAccount, CliCaller operator, Console console) {
        this.manageAccount = manageAccount;
        this.operator = operator;
        this.console = console;
    }

    ExitCode run(Request.Manage request) {
        ManageAccount.OperatorCommand command = new ManageAccount.OperatorCommand(
                request.email(), request.change(), operator.running("account " + name(request.change())));
        if (manageAccount.get().execute(command).isRefusedWith(Reason.UNKNOWN_ACCOUNT)) {
            console.err().println("There is no account with this address.");
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    static String name(Change change) {
        return switch (change) {
            case DISABLE -> "disable";
            case ENABLE -> "enable";
            case SIGN_OUT -> "sign-out";
        };
    }
}
