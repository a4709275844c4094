package io.blackstart.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code /proc/cpuinfo} says of the first processor.
 *
 * @param processor its name
 * @param microcode its revision
 * @param hypervisor whether it carries the flag by which x86 tells a guest
 */
record CpuInfo(String processor, String microcode, boolean hypervisor) {
    /** Where architectures other than arm64 put the name. */
    private static final List<String> NAME_KEYS = List.of("model name", "cpu model", "cpu", "uarch", "Processor");

    /** Arm's own cores for servers, by implementer and part: Arm, Main ID Register of each core's technical reference manual. */
    private static final Map<String, String> ARM_PARTS = Map.of(
            "0x41/0xd08", "Arm Cortex-A72",
            "0x41/0xd0c", "Arm Neoverse-N1",
            "0x41/0xd40", "Arm Neoverse-V1",
            "0x41/0xd49", "Arm Neoverse-N2",
            "0x41/0xd4f", "Arm Neoverse-V2");

    /** Reads the first block of the file; a field it lacks is {@code not readable}. */
    static CpuInfo parse(String text) {
        Map<String, String> first = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                first.putIfAbsent(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        }
        String flags = " " + first.getOrDefault("flags", "") + " ";
        String microcode =
                first.getOrDefault("microcode", SystemFiles.NOT_READABLE + "no microcode line in /proc/cpuinfo");
        return new CpuInfo(name(first), microcode, flags.contains(" hypervisor "));
    }

    private static String name(Map<String, String> first) {
        for (String key : NAME_KEYS) {
            String name = first.get(key);
            if (name != null && !name.isEmpty()) {
                return name;
            }
        }
        String implementer = first.get("CPU implementer");
        String part = first.get("CPU part");
        if (implementer == null || part == null) {
            return SystemFiles.NOT_READABLE + "no model line in /proc/cpuinfo";
        }
        String known = ARM_PARTS.getOrDefault(implementer + "/" + part, "arm64");
        return known + " (implementer " + implementer + ", part " + part + ", variant "
                + first.getOrDefault("CPU variant", "?") + ", revision " + first.getOrDefault("CPU revision", "?")
                + ")";
    }
}
