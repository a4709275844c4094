package io.blackstart.measure;

/** How much a {@link Finding} weighs. The order is from harmless to fatal. */
public enum Severity {
    /** As it should be. */
    OK,
    /** The run may start; its figures may be worse or wider than the machine deserves. */
    WARN,
    /** The run must not start. */
    REFUSE
}
