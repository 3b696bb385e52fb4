package dev.portcullis.app.model;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One thing that can be done to a state.
 *
 * <p>A history is a plain list of these, not an action chain of jqwik: that shortens a failure by all of a chain's parts
 * in turn, which are too many for forty commands to a database. From a list it drops half, then one after the other.
 *
 * @param when in which states it means something; in others it is passed over
 */
record Command<S>(String description, Predicate<? super S> when, Consumer<? super S> action) {
    /** One that means something in every state. */
    static <S> Command<S> always(String description, Consumer<? super S> action) {
        return new Command<>(description, state -> true, action);
    }

    /**
     * Runs the commands in their order.
     *
     * @param afterEach checks after each command
     * @param atTheEnd checks after the last command
     * @return the given state
     * @throws AssertionError with the history so far, if a check fails
     */
    @CanIgnoreReturnValue
    static <S> S doAll(List<Command<S>> history, S state, Consumer<? super S> afterEach, Consumer<? super S> atTheEnd) {
        List<String> done = new ArrayList<>();
        try {
            for (Command<S> command : history) {
                if (command.when.test(state)) {
                    done.add("    " + command);
                    command.action.accept(state);
                    afterEach.accept(state);
                }
            }
            atTheEnd.accept(state);
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    String.join(
                            "\n",
                            "these commands:",
                            String.join("\n", done),
                            "led to: " + state,
                            String.valueOf(broken.getMessage())),
                    broken);
        }
        return state;
    }

    @Override
    public String toString() {
        return description;
    }
}
