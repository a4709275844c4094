package io.blackstart;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Finds the known name a mistyped one was most likely meant to be, so that every refusal of a name can say it. Stateless.
 */
public final class NearestName {
    private NearestName() {}

    /**
     * The known name with the fewest single-letter insertions, deletions, replacements and swaps of neighbours from
     * {@code name}, case ignored (the restricted Damerau-Levenshtein distance); of equals the first in alphabetical order.
     *
     * @param name what was asked for
     * @param known at least one name
     * @throws IllegalArgumentException when {@code known} is empty
     */
    public static String of(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow(() -> new IllegalArgumentException("no known name to compare with, name=" + name));
    }

    /**
     * The refusal of an unknown name in one line: what was asked for, the nearest known name, and all of them.
     *
     * @param kind what the name names, such as {@code design} or {@code option}
     * @param name what was asked for
     * @param known the names there are, may be empty
     */
    public static String unknown(String kind, String name, Collection<String> known) {
        if (known.isEmpty()) {
            return "unknown " + kind + " '" + name + "': there is none";
        }
        return "unknown " + kind + " '" + name + "': did you mean '" + of(name, known) + "'? known: "
                + known.stream().sorted().collect(Collectors.joining(", "));
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
