package io.blackstart.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which process owns a {@link DataDirectory}, told so that it cannot be taken for another one.
 *
 * @param host name of the machine
 * @param boot id of the kernel's boot, empty where there is none
 * @param namespace of process ids, empty where there is none
 * @param pid process id
 * @param start when the process began, in whatever unit its system tells
 */
record OwnerId(String host, String boot, String namespace, long pid, String start) {
    private static final String VERSION = "1";

    /** This process. */
    static OwnerId ofThisProcess() {
        return of(SystemFiles.ofSystem(), ProcessHandle.current());
    }

    static OwnerId of(SystemFiles files, ProcessHandle process) {
        return new OwnerId(
                files.read("/proc/sys/kernel/hostname").optional().orElse("localhost"),
                files.read("/proc/sys/kernel/random/boot_id").optional().orElse(""),
                namespace(files),
                process.pid(),
                startOf(files, process));
    }

    private static String namespace(SystemFiles files) {
        Path link = files.at("/proc/self/ns/pid");
        return Files.isSymbolicLink(link) ? SystemFiles.linkTarget(link) : "";
    }

    /** On Linux ticks since boot, which a change of the wall clock leaves alone. */
    private static String startOf(SystemFiles files, ProcessHandle process) {
        return files.read("/proc/" + process.pid() + "/stat")
                .optional()
                .flatMap(ProcessStat::parse)
                .map(stat -> "ticks " + stat.startTicks())
                .orElseGet(() ->
                        process.info().startInstant().map(Instant::toString).orElse("unknown"));
    }

    boolean isThisProcess() {
        return equals(ofThisProcess());
    }

    /** False only when the owner is certainly gone. */
    boolean mayBeAlive() {
        OwnerId self = ofThisProcess();
        if (!host.equals(self.host)) {
            return true;
        }
        if (!boot.equals(self.boot)) {
            return false;
        }
        if (!namespace.equals(self.namespace)) {
            return true;
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> startOf(SystemFiles.ofSystem(), process).equals(start))
                .orElse(false);
    }

    String encode() {
        return "version=" + VERSION + "\nhost=" + host + "\nboot=" + boot + "\nnamespace=" + namespace + "\npid=" + pid
                + "\nstart=" + start + "\n";
    }

    /** Empty when the text is not one that {@link #encode} wrote. */
    static Optional<OwnerId> decode(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String host = values.get("host");
        String boot = values.get("boot");
        String namespace = values.get("namespace");
        String pid = values.get("pid");
        String start = values.get("start");
        boolean whole = VERSION.equals(values.get("version")) && text.endsWith("\n");
        if (!whole || host == null || boot == null || namespace == null || pid == null || start == null) {
            return Optional.empty();
        }
        if (!pid.matches("[1-9]\\d{0,17}")) {
            return Optional.empty();
        }
        return Optional.of(new OwnerId(host, boot, namespace, Long.parseLong(pid), start));
    }
}
