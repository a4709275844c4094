package io.blackstart.results;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies in a run directory, told apart by name: whole files, leftovers, the lock. Links are listed, never followed. */
final class RunListing {
    private static final Pattern BESIDE_FORK =
            Pattern.compile("(?:" + RunFiles.FORKS + "|" + RunFiles.HISTOGRAMS + ")(/.+?)(?:\\.json|\\.hlog|\\.log)");

    private RunListing() {}

    /** Every name without {@code .part} but the lock; raw files of a fork without a record are among them. */
    static List<String> whole(Path directory) {
        return walk(directory).stream().filter(name -> !isPartial(name)).toList();
    }

    /** Files that were being written. */
    static List<String> partials(Path directory) {
        return walk(directory).stream().filter(RunListing::isPartial).toList();
    }

    /** Files that were being written, and raw files of forks that did not get as far as their record. */
    static List<String> leftovers(Path directory) {
        List<String> all = walk(directory);
        return all.stream()
                .filter(name -> isPartial(name) || isOrphan(name, all))
                .toList();
    }

    /** Removes the named files. */
    static void remove(Path directory, List<String> names) {
        for (String name : names) {
            try {
                Files.delete(directory.resolve(name));
            } catch (IOException e) {
                throw DurableFiles.failure("cannot be removed", directory.resolve(name), e);
            }
        }
    }

    private static boolean isPartial(String name) {
        return name.endsWith(RunFiles.PARTIAL_SUFFIX);
    }

    private static boolean isOrphan(String name, List<String> all) {
        Matcher beside = BESIDE_FORK.matcher(name);
        return !name.endsWith(RunFiles.FORK_SUFFIX)
                && beside.matches()
                && Collections.binarySearch(all, RunFiles.FORKS + beside.group(1) + RunFiles.FORK_SUFFIX) < 0;
    }

    private static List<String> walk(Path directory) {
        var names = new ArrayList<String>();
        if (!Files.isDirectory(directory)) {
            return names;
        }
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    names.add(directory.relativize(file).toString().replace('\\', '/'));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw DurableFiles.failure("cannot be listed", directory, e);
        }
        names.remove(RunFiles.LOCK);
        Collections.sort(names);
        return names;
    }
}
