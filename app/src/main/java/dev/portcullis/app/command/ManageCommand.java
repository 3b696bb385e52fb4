package dev.portcullis.app.command;

import dev.portcullis.administration.ManageAccount;
import dev.portcullis.administration.ManageAccount.Change;
import dev.portcullis.administration.ManageAccount.Outcome;
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
        ManageAccount.Command command = new ManageAccount.Command(
                new ManageAccount.By.Operator(),
                new ManageAccount.Whose.OfAddress(request.email()),
                request.change(),
                operator.running("account " + name(request.change())));
        return manageAccount
                .get()
                .execute(command)
                .fold(new Outcome.Cases<ExitCode>(
                        done -> ExitCode.DONE,
                        unchanged -> ExitCode.DONE,
                        unknown -> {
                            console.err().println("There is no account with this address.");
                            return ExitCode.FAILED;
                        },
                        stranger -> notAskedForAToken(),
                        forbidden -> notAskedForAToken()));
    }

    static String name(Change change) {
        return switch (change) {
            case DISABLE -> "disable";
            case ENABLE -> "enable";
            case SIGN_OUT -> "sign-out";
        };
    }

    private static ExitCode notAskedForAToken() {
        throw new IllegalStateException("the operator is asked for no token");
    }
}
