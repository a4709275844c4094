package io.blackstart.recovery;

/**
 * The users who wait while a recovery runs. A design polls it often, on one thread, and so is asked whether it could serve.
 */
public interface Demand {
    /** Nobody waits. */
    Demand NONE = new Demand() {};

    /** The recovery begins. */
    default void begin() {}

    /** Whether a request is due; cheap, so that a design need not make a {@link Servable} in vain. */
    default boolean isDue() {
        return false;
    }

    /** Puts a request that is due, at most one. */
    default void poll(Servable servable) {}

    /** Everything is restored: every request put now must be answered. */
    default void finish(Servable servable) {}
}
