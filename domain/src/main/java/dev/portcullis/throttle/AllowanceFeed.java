package dev.portcullis.throttle;

/** Is told what each attempt leaves its caller, so that callers can be told. Called in the thread of the attempt. */
@FunctionalInterface
public interface AllowanceFeed {
    void left(Allowance allowance);

    /** Tells nobody. */
    static AllowanceFeed none() {
        return allowance -> {};
    }
}
