package io.blackstart.results;

/** Which tool wrote a fork's raw file. */
public enum ForkKind {
    /** JMH; the raw file is its untouched JSON array. */
    JMH,
    /** Our open-loop rig; the raw file is a {@link RigResult}. */
    RIG
}
