package io.blackstart.cli.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether this machine can put sites into network namespaces; told before a run, not by forks that fail. */
final class NamespaceSupport {
    private static final List<String> PROGRAMS = List.of("ip", "tc", "unshare", "nsenter");

    private NamespaceSupport() {}

    /** Why a point with these parameters cannot be measured here; empty when it can. */
    static String refusal(Map<String, String> parameters) {
        return "namespaces".equals(parameters.get("network")) ? refusal() : "";
    }

    private static String refusal() {
        try {
            if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                return "network namespaces need root";
            }
        } catch (IOException | UnsupportedOperationException e) {
            return "network namespaces need Linux";
        }
        String path = System.getenv().getOrDefault("PATH", "");
        for (String program : PROGRAMS) {
            boolean found = List.of(path.split(File.pathSeparator, -1)).stream()
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            if (!found) {
                return "network namespaces need the program " + program;
            }
        }
        return "";
    }
}
