package dev.portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every unit of work keeps and takes back. */
public interface UnitOfWorkContract {
    UnitOfWork work();

    /** Keeps something under a name; called inside a unit of work. */
    void keep(String name);

    /** Whether something is kept under a name; called outside. */
    boolean isKept(String name);

    @Test
    default void keepsWhatWasDoneWhenTheWorkReturns() {
        String result = work().call(() -> {
            keep("returned");
            return "result";
        });

        assertThat(result).isEqualTo("result");
        assertThat(isKept("returned")).isTrue();
    }

    @Test
    default void takesEverythingBackAndPassesTheVeryExceptionOnWhenTheWorkThrows() {
        IllegalStateException thrown = new IllegalStateException("bug");

        assertThatThrownBy(() -> work().run(() -> {
                    keep("thrown");
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(isKept("thrown")).isFalse();
    }

    @Test
    default void joinsTheCallThatItIsMadeIn() {
        assertThatThrownBy(() -> work().run(() -> {
                    work().run(() -> keep("inner"));
                    throw new IllegalStateException("after the inner work returned");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(isKept("inner")).isFalse();
    }
}
