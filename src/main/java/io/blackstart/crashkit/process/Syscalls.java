package io.blackstart.crashkit.process;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The system calls that change or read files, by what may go wrong with them. Stateless. */
final class Syscalls {
    /** Forces a mapping; the one call among these that names no file. */
    static final String MSYNC = "msync";
    /** Maps a file. */
    static final String MMAP = "mmap";

    private static final Set<String> WRITES =
            Set.of("write", "pwrite64", "writev", "pwritev", "pwritev2", "copy_file_range", "sendfile");
    private static final Set<String> FORCES = Set.of("fsync", "fdatasync", MSYNC, "sync_file_range");
    private static final Set<String> SIZES = Set.of("ftruncate", "truncate", "fallocate");
    private static final Set<String> OPENS = Set.of("openat", "open", "creat", "openat2");
    private static final Set<String> NAMES = Set.of(
            "mkdir",
            "mkdirat",
            "rename",
            "renameat",
            "renameat2",
            "unlink",
            "unlinkat",
            "rmdir",
            "link",
            "linkat",
            "symlink",
            "symlinkat");
    private static final Set<String> READS = Set.of("read", "pread64", "readv", "preadv", "preadv2", "getdents64");
    private static final Set<String> REMOVALS = Set.of("unlink", "unlinkat", "rmdir");

    private Syscalls() {}

    /** Calls that change files, their names or their mappings, sorted. */
    static List<String> changing() {
        return Stream.of(WRITES, FORCES, SIZES, OPENS, NAMES, Set.of(MMAP))
                .flatMap(Set::stream)
                .sorted()
                .toList();
    }

    /** Calls that read files, sorted. */
    static List<String> reading() {
        return READS.stream().sorted().toList();
    }

    static boolean isForce(String call) {
        return FORCES.contains(call);
    }

    static boolean isRead(String call) {
        return READS.contains(call);
    }

    static boolean isOpen(String call) {
        return OPENS.contains(call);
    }

    /** Whether it changes names or opens for writing, going by what strace printed. */
    static boolean changesOutside(SyscallEvent event) {
        return NAMES.contains(event.call())
                || SIZES.contains(event.call())
                || WRITES.contains(event.call())
                || (isOpen(event.call())
                        && Stream.of("O_WRONLY", "O_RDWR", "O_CREAT").anyMatch(event.line()::contains));
    }

    /** Whether a full disk can make it fail. */
    static boolean needsRoom(SyscallEvent event) {
        String call = event.call();
        return WRITES.contains(call)
                || FORCES.contains(call)
                || SIZES.contains(call)
                || (NAMES.contains(call) && !REMOVALS.contains(call))
                || (isOpen(call) && event.creating());
    }

    /** For strace's {@code -e trace=}: a name this machine's processor does not have is passed over. */
    static String traceSet(List<String> calls) {
        return calls.stream().map(call -> "?" + call).collect(Collectors.joining(","));
    }
}
