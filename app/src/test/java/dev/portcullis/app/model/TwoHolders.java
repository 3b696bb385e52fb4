package dev.portcullis.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.account.Account;
import dev.portcullis.kernel.Result;
import dev.portcullis.session.RefreshToken;
import dev.portcullis.session.SessionTokens;
import java.time.Duration;

/**
 * An owner, and a thief with a copy of the owner's token. They take turns, each later than the grace window after the
 * other. Turns inside the window cannot be distinguished from parallel tabs.
 */
final class TwoHolders {
    /** Four cycles, of which each takes a turn of both. */
    private static final int MAXIMUM_TURNS = 8;

    private final DeployedSessions deployed;
    private final Account account;
    private RefreshToken onTurn;
    private RefreshToken waiting;
    private boolean shared;
    private boolean foundOut;
    private int turns;

    TwoHolders(DeployedSessions deployed) {
        this.deployed = deployed;
        this.account = deployed.newAccount();
        this.onTurn = deployed.signIn(account, null).result().value().refresh();
        this.waiting = onTurn;
    }

    boolean isFoundOut() {
        return foundOut;
    }

    boolean isShared() {
        return shared;
    }

    /** The owner alone, as long as the token has not been stolen. */
    void use(Duration pause) {
        deployed.letTimePass(account.id(), pause);
        onTurn = deployed.refresh(onTurn).result().value().refresh();
    }

    void steal() {
        waiting = onTurn;
        shared = true;
    }

    /** The holder who has waited longer refreshes this many times in a row. */
    void takeTurn(Duration pause, int refreshes) {
        deployed.letTimePass(account.id(), pause);
        for (int i = 0; i < refreshes; i++) {
            refresh();
        }
        turns++;
        RefreshToken others = waiting;
        waiting = onTurn;
        onTurn = others;
        assertThat(foundOut || turns < MAXIMUM_TURNS)
                .as("rule: two holders who alternate are found out within four cycles")
                .isTrue();
    }

    private void refresh() {
        Result<SessionTokens> result = deployed.refresh(onTurn).result();
        if (result.isRefused()) {
            foundOut = true;
            return;
        }
        assertThat(foundOut).as("rule: a session that has ended stays so").isFalse();
        onTurn = result.value().refresh();
    }

    void crash() {
        deployed.crashInRefresh(onTurn);
    }

    @Override
    public String toString() {
        return (shared ? "shared for " + turns + " turns" : "not shared") + (foundOut ? ", found out" : "");
    }
}
