package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects the {@link Environment}. A record that cannot be collected is an error, not a gap: on Linux a missing processor, memory, kernel, command
 * line, mount or load is a {@link BlackstartException}; what a machine lacks by its nature, such as a governor in a guest, is
 * {@code not readable: <reason>}.
 */
public final class EnvironmentCollector {
    private static final Pattern COLLECTOR =
            Pattern.compile("\\bUse(G1|Serial|Parallel|Z|Shenandoah|Epsilon)GC\\s*=\\s*true");
    private static final long GIBIBYTE = 1L << 30;
    private static final int CLASS_LENGTH = 12;

    private final MachineFacts facts;

    private EnvironmentCollector(MachineFacts facts) {
        this.facts = facts;
    }

    /** A collector for this machine. */
    public static EnvironmentCollector ofSystem() {
        return of(SystemFiles.ofSystem());
    }

    static EnvironmentCollector of(SystemFiles files) {
        return new EnvironmentCollector(files.isLinux() ? new LinuxFacts(files) : new PortableFacts());
    }

    /** The launcher of the JDK that runs this process, with which forks are started. */
    public static Path javaExecutable() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path windows = bin.resolve("java.exe");
        return Files.exists(windows) ? windows : bin.resolve("java");
    }

    /**
     * Collects; starts one short JVM with the given flags, which tells its version and its collector.
     *
     * @param dataDirectory existing directory where the logs under test are written
     * @param jvmFlags what each fork is started with, heap included
     * @throws BlackstartException MISSING when a field that every Linux has cannot be read; UNSUPPORTED when no JVM starts with these
     *     flags; IO when the directory cannot be asked
     */
    public CollectedEnvironment collect(Path dataDirectory, List<String> jvmFlags) {
        Path directory = realPath(dataDirectory);
        SortedMap<String, String> dumps = new TreeMap<>(facts.dumps(directory));
        Environment.Jdk jdk = jdk(jvmFlags, dumps);
        var stable = new Environment.Stable(facts.hardware(), facts.system(), facts.storage(directory), jdk);
        Environment.State state = facts.state(directory, Instant.now());
        var environment = new Environment(envClass(stable), stable, state);
        return new CollectedEnvironment(environment, Collections.unmodifiableSortedMap(dumps));
    }

    private static Path realPath(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw IoFailures.of("cannot find the data directory", directory, e);
        }
    }

    private static Environment.Jdk jdk(List<String> jvmFlags, SortedMap<String, String> dumps) {
        dumps.put("java-version.txt", java(List.of(), "-version"));
        String finalFlags = java(jvmFlags, "-XX:+PrintFlagsFinal", "-version");
        dumps.put("jvm-flags-final.txt", finalFlags);
        return new Environment.Jdk(
                System.getProperty("java.vendor"),
                System.getProperty("java.runtime.version"),
                List.copyOf(jvmFlags),
                collectorOf(finalFlags));
    }

    private static String java(List<String> jvmFlags, String... arguments) {
        var command = new ArrayList<String>();
        command.add(javaExecutable().toString());
        command.addAll(jvmFlags);
        command.addAll(List.of(arguments));
        Command.Output output = Command.run(command);
        if (output.exitCode() != 0) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED, "no JVM starts with " + jvmFlags + ": " + output.firstLine());
        }
        return output.text();
    }

    /** The collector that a list of final flags names as used. */
    static String collectorOf(String finalFlags) {
        Matcher collector = COLLECTOR.matcher(finalFlags);
        return collector.find()
                ? collector.group(1)
                : SystemFiles.NOT_READABLE + "no collector among the JVM's final flags";
    }

    /**
     * The class of a machine: runs compare only within one. It is the first 12 hexadecimal digits of the SHA-256 over these lines of
     * {@code name=value}, in this order, each ended by a line feed, in UTF-8: processor, microcode, architecture, cores, governor, memory in
     * whole GiB, kernel, those kernel parameters that bear on speed (mitigations, isolation, frequency, idle and huge page
     * settings), virtualisation, cgroup, transparentHugePages, clockSource, fileSystem, mountOptions, scheduler, jdkVendor, jdkVersion,
     * collector.
     *
     * <p>Left out on purpose: names of disks and directories, which differ between equal machines; the name of the distribution; the list of
     * JVM flags, which stands in each fork's command line and may be what is compared.
     */
    public static String envClass(Environment.Stable stable) {
        Environment.Hardware hardware = stable.hardware();
        Environment.OperatingSystem system = stable.system();
        Environment.Storage storage = stable.storage();
        long memoryGibibytes = (hardware.memoryBytes() + GIBIBYTE / 2) / GIBIBYTE;
        List<String> lines = List.of(
                "processor=" + hardware.processor(),
                "microcode=" + hardware.microcode(),
                "architecture=" + hardware.architecture(),
                "cores=" + hardware.cores(),
                "governor=" + hardware.governor(),
                "memory=" + memoryGibibytes,
                "kernel=" + system.kernel(),
                "parameters=" + KernelSettings.weighty(system.commandLine()),
                "virtualisation=" + system.virtualisation(),
                "cgroup=" + system.cgroup(),
                "transparentHugePages=" + system.transparentHugePages(),
                "clockSource=" + system.clockSource(),
                "fileSystem=" + storage.fileSystem(),
                "mountOptions=" + storage.mountOptions(),
                "scheduler=" + storage.scheduler(),
                "jdkVendor=" + stable.jdk().vendor(),
                "jdkVersion=" + stable.jdk().version(),
                "collector=" + stable.jdk().collector());
        String text = String.join("\n", lines) + "\n";
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, CLASS_LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
