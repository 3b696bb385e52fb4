package dev.portcullis.app.config;

import dev.portcullis.annotation.CanIgnoreReturnValue;
import java.util.function.Supplier;

/** Checks of settings. All throw {@link InvalidSetting}. */
final class Checks {
    private Checks() {}

    /**
     * Returns the value if it is within the bounds.
     *
     * @param most inclusive, like {@code least}
     */
    @CanIgnoreReturnValue
    static <T extends Comparable<T>> T between(String key, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidSetting(key, "must be between " + least + " and " + most);
        }
        return value;
    }

    /** Reports a value that a constructor rejects with an {@link IllegalArgumentException}. */
    static <T> T checked(String key, String expectation, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException refused) {
            throw new InvalidSetting(key, expectation);
        }
    }
}
