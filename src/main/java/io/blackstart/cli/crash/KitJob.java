package io.blackstart.cli.crash;

import io.blackstart.crashkit.KitSize;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one JVM of the kit does: one tier, one design, one class.
 *
 * @param design its name
 * @param durability class it is opened with
 * @param tier its name
 * @param size how much
 * @param seed of every random choice
 * @param caseId the one case to run, empty for all
 * @param directory to work in
 * @param result file that gets the {@link io.blackstart.results.CrashTier}
 * @param kit version and commit, for the record
 * @param command how people type this program, for the replay
 */
record KitJob(
        String design,
        Durability durability,
        String tier,
        KitSize size,
        long seed,
        String caseId,
        Path directory,
        Path result,
        String kit,
        String command) {
    /** As arguments of {@link KitMain}. */
    List<String> arguments() {
        var arguments = new ArrayList<String>();
        arguments.add("design=" + design);
        arguments.add("durability=" + durability);
        arguments.add("tier=" + tier);
        arguments.add("size=" + size);
        arguments.add("seed=" + seed);
        arguments.add("case=" + caseId);
        arguments.add("directory=" + directory);
        arguments.add("result=" + result);
        arguments.add("kit=" + kit);
        arguments.add("command=" + command);
        return arguments;
    }

    /** Reads them back. */
    static KitJob parse(String[] arguments) {
        Map<String, String> map = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument=" + argument + " must have the form key=value");
            }
            map.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new KitJob(
                required(map, "design"),
                Durability.valueOf(required(map, "durability")),
                required(map, "tier"),
                KitSize.valueOf(required(map, "size")),
                Long.parseLong(required(map, "seed")),
                required(map, "case"),
                Path.of(required(map, "directory")),
                Path.of(required(map, "result")),
                required(map, "kit"),
                required(map, "command"));
    }

    private static String required(Map<String, String> map, String key) {
        String value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("key=" + key + " is missing");
        }
        return value;
    }

    /** The command that runs the whole tier again. */
    String replay() {
        return command + " crash --design " + design + " --durability " + durability + " --tier " + tier + " --size "
                + size.name().toLowerCase(java.util.Locale.ROOT) + " --seed " + seed;
    }

    /** The command that runs one case again. */
    String replay(String id) {
        return command + " crash --design " + design + " --durability " + durability + " --case " + id;
    }
}
