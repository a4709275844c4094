package io.blackstart.measure;

import com.sun.management.OperatingSystemMXBean;
import io.blackstart.BlackstartException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the JVM and, on macOS, {@code sysctl} can tell where there are no kernel files of Linux. */
final class PortableFacts implements MachineFacts {
    private final String systemName = System.getProperty("os.name");
    private final OperatingSystemMXBean bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private String unknown() {
        return SystemFiles.NOT_READABLE + "not told by " + systemName;
    }

    /** A value of macOS's sysctl, or why there is none. */
    private String sysctl(String name) {
        try {
            Command.Output output = Command.run(List.of("sysctl", "-n", name));
            return output.exitCode() == 0 && !output.text().isBlank() ? output.firstLine() : unknown();
        } catch (BlackstartException e) {
            return SystemFiles.NOT_READABLE + "sysctl: " + e.getMessage();
        }
    }

    @Override
    public Environment.Hardware hardware() {
        return new Environment.Hardware(
                sysctl("machdep.cpu.brand_string"),
                sysctl("machdep.cpu.microcode_version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                unknown(),
                bean.getTotalMemorySize());
    }

    @Override
    public Environment.OperatingSystem system() {
        return new Environment.OperatingSystem(
                systemName, System.getProperty("os.version"), unknown(), unknown(), unknown(), unknown(), unknown());
    }

    @Override
    public Environment.Storage storage(Path realDirectory) {
        try {
            FileStore store = Files.getFileStore(realDirectory);
            return new Environment.Storage(
                    realDirectory.toString(), store.type(), unknown(), unknown(), store.name(), unknown());
        } catch (IOException e) {
            throw IoFailures.of("cannot ask for the file system", realDirectory, e);
        }
    }

    @Override
    public Environment.State state(Path realDirectory, Instant now) {
        double load = bean.getSystemLoadAverage();
        return new Environment.State(
                now,
                load < 0 ? unknown() : Double.toString(load),
                unknown(),
                unknown(),
                unknown(),
                bean.getFreeMemorySize(),
                MachineFacts.freeDiskBytes(realDirectory),
                unknown());
    }

    @Override
    public SortedMap<String, String> dumps(Path realDirectory) {
        return new TreeMap<>();
    }
}
