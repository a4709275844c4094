package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Oracle;

/**
 * Which of {@code count} pending pieces were kept.
 *
 * @param rule how {@code value} tells
 * @param value depends on the rule
 */
record Subset(Rule rule, long value) {
    static final Subset ALL = new Subset(Rule.FIRST, Integer.MAX_VALUE);
    static final Subset NONE = new Subset(Rule.FIRST, 0);

    /** How to tell. */
    enum Rule {
        /** Bit i of the value stands for piece i; for at most 62 pieces. */
        MASK('m'),
        /** A generator seeded with the value, one in two. */
        RANDOM('r'),
        /** The pieces before the value. */
        FIRST('f'),
        /** All but the one. */
        WITHOUT('w'),
        /** The one. */
        ONLY('o');

        private final char letter;

        Rule(char letter) {
            this.letter = letter;
        }
    }

    boolean keeps(int piece) {
        return switch (rule) {
            case MASK -> (value >>> piece & 1) != 0;
            case RANDOM -> (Oracle.mix(value + piece) & 1) != 0;
            case FIRST -> piece < value;
            case WITHOUT -> piece != value;
            case ONLY -> piece == value;
        };
    }

    @Override
    public String toString() {
        return rule.letter + Long.toHexString(value);
    }

    static Subset parse(String text) {
        for (Rule rule : Rule.values()) {
            if (!text.isEmpty() && text.charAt(0) == rule.letter) {
                return new Subset(rule, Long.parseUnsignedLong(text.substring(1), 16));
            }
        }
        throw new IllegalArgumentException("keep=" + text + " must begin with one of m, r, f, w, o");
    }
}
