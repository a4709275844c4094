package io.blackstart.crashkit;

import java.util.regex.Pattern;

/**
 * One case: one fault against one design. Its {@link #id} is stable, needs no quoting in a shell and, given to
 * {@code --case}, runs exactly this case again.
 *
 * @param tier name of the tier that can run it
 * @param design name of the design
 * @param fault name of the fault, the row of the report: {@code power-cut}
 * @param seed what everything random in the case comes from
 * @param parameters what tells this case from the fault's others under the same seed; the tier's own notation
 */
public record FaultCase(String tier, String design, String fault, long seed, String parameters) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern PARAMETERS = Pattern.compile("[A-Za-z0-9._=,+@-]*");

    /** Checks that the parts can be told apart in an id. */
    public FaultCase {
        require(NAME, "tier", tier);
        require(NAME, "design", design);
        require(NAME, "fault", fault);
        require(PARAMETERS, "parameters", parameters);
    }

    private static void require(Pattern pattern, String name, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(name + "=" + value + " must match " + pattern);
        }
    }

    /** {@code tier:design:fault:seed:parameters}, the seed in hexadecimal. */
    public String id() {
        return tier + ":" + design + ":" + fault + ":" + Long.toHexString(seed) + ":" + parameters;
    }

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static FaultCase parse(String id) {
        String[] parts = id.split(":", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("case=" + id + " must have the form tier:design:fault:seed:parameters");
        }
        try {
            return new FaultCase(parts[0], parts[1], parts[2], Long.parseUnsignedLong(parts[3], 16), parts[4]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "case=" + id + " has seed=" + parts[3] + ", not a hexadecimal number", e);
        }
    }
}
