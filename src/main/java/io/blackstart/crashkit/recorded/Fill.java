package io.blackstart.crashkit.recorded;

/** What is found in place of a piece that a power cut did not keep. */
enum Fill {
    /** What was durable there. */
    OLD,
    /** Zeros, where the device had never been given anything else, or had been told to forget it. */
    ZERO,
    /** Random bytes, in the same places: a torn sector, or what another file left. */
    JUNK,
    /** Bytes of another place of the same file, where the file never owned the place durably. */
    ELSEWHERE,
    /** Bytes of the same place of another log, where the file never owned the place durably. */
    FOREIGN
}
