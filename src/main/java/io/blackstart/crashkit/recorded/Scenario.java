package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Oracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What is done to a log while it is recorded.
 *
 * @param name for the case's id
 * @param script steps, separated by blanks: {@code a4} appends four records, {@code w} waits until the last is durable,
 *     {@code t2} cuts the last two off while they are not acknowledged, {@code r} closes and reopens, {@code m3} lets three
 *     threads append eight records each, waiting for every one
 * @param oracle makes the records from a seed
 * @param damaged whether damage is done to what it leaves, byte by byte
 * @param crashed whether the states of a crash are built from it
 * @param failing whether every operation is made to fail in it
 */
record Scenario(
        String name, String script, LongFunction<Oracle> oracle, boolean damaged, boolean crashed, boolean failing) {
    /** The one whose records have all the same length. */
    static final String EQUAL = "equal";

    private static final int FIT_COUNT = 64;
    private static final int FIT_REST = 600;

    /** One step of a script. */
    record Step(char what, int count) {}

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (String word : script.split(" ", -1)) {
            steps.add(new Step(word.charAt(0), word.length() == 1 ? 1 : Integer.parseInt(word.substring(1))));
        }
        return steps;
    }

    /** Whether it needs a log that many threads may append to. */
    boolean manyWriters() {
        return script.indexOf('m') >= 0;
    }

    /**
     * All scenarios.
     *
     * @param recordMax longest record in bytes that the log takes
     * @param segmentBytes of the log
     */
    static List<Scenario> all(int recordMax, int segmentBytes) {
        var all = new ArrayList<Scenario>();
        int longCount = segmentBytes / recordMax - 1;
        for (int shift = 0; shift < FIT_COUNT; shift++) {
            int[] lengths = fitLengths(longCount, recordMax, shift);
            all.add(new Scenario(
                    "fit" + shift,
                    "a" + (longCount + 1) + " w a20 w a20 w a20 w a2 w",
                    seed -> Oracle.cycling(seed, lengths),
                    false,
                    false,
                    false));
        }
        all.add(scenario("single", "a1 w a1 w a1 w a1 w a1 w a1 w a1 w", 200, recordMax, true, true, true));
        all.add(scenario("batches", "a4 w a7 w a2 w a6", 700, recordMax, true, true, true));
        all.add(scenario("reopened", "a3 w r a3 w r a1 w r a4", 300, recordMax, false, true, true));
        all.add(scenario("trimmed", "a3 w a4 t3 a3 w a2 t2 a1 w a3 t1", 300, recordMax, false, true, true));
        all.add(scenario("empty", "w r r", 1, recordMax, true, true, true));
        all.add(scenario("large", "a12 w a5 w", recordMax, recordMax, false, true, false));
        all.add(scenario("producers", "m3", 300, recordMax, false, true, false));
        int rolled = Math.max(recordMax / 2, 1);
        int half = segmentBytes / rolled / 2 + 1;
        all.add(new Scenario(
                "rolled",
                ("a" + half + " w ").repeat(5).trim(),
                seed -> Oracle.cycling(seed, rolled, 1, rolled - rolled / 3),
                true,
                true,
                true));
        all.add(new Scenario(EQUAL, "a6 w a6 w", seed -> Oracle.cycling(seed, 104), true, false, false));
        return all;
    }

    private static Scenario scenario(
            String name,
            String script,
            int lengthMax,
            int recordMax,
            boolean damaged,
            boolean crashed,
            boolean failing) {
        int longest = Math.min(lengthMax, recordMax);
        return new Scenario(name, script, seed -> new Oracle(seed, longest), damaged, crashed, failing);
    }

    /** Nearly a segment of long records, the last of which shifts what follows byte by byte, then 1-byte records to its end. */
    private static int[] fitLengths(int longCount, int recordMax, int shift) {
        int[] lengths = new int[longCount + 1 + 60];
        Arrays.fill(lengths, 1);
        Arrays.fill(lengths, 0, longCount, recordMax);
        lengths[longCount] = Math.max(1, recordMax - FIT_REST + shift);
        return lengths;
    }
}
