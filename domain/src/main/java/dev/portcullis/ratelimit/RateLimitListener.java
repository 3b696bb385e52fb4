package dev.portcullis.ratelimit;

/** Is told what each attempt leaves its caller, so that callers can be told. Called in the thread of the attempt. */
@FunctionalInterface
public interface RateLimitListener {
    void left(RateLimitStatus allowance);

    /** Tells nobody. */
    static RateLimitListener none() {
        return allowance -> {};
    }
}
