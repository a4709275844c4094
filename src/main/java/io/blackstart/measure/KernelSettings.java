package io.blackstart.measure;

import java.util.List;
import java.util.StringJoiner;

/** Small texts of the kernel, taken apart. */
final class KernelSettings {
    /** Parameters of the kernel's command line that change what is measured; the others name disks and consoles. */
    private static final List<String> WEIGHTY_PARAMETERS = List.of(
            "mitigations",
            "nosmt",
            "isolcpus",
            "nohz_full",
            "rcu_nocbs",
            "intel_pstate",
            "amd_pstate",
            "idle",
            "cpuidle.off",
            "processor.max_cstate",
            "intel_idle.max_cstate",
            "transparent_hugepage",
            "hugepages",
            "clocksource",
            "tsc",
            "elevator",
            "preempt");

    private KernelSettings() {}

    /** Of a text such as {@code always [madvise] never} the choice in brackets; a text without brackets is itself the choice. */
    static String chosen(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        return open >= 0 && close > open ? text.substring(open + 1, close) : text;
    }

    /** A command line up to the lone dashes: what follows is for the first process, no matter of the kernel's, and may be secret. */
    static String ofKernel(String commandLine) {
        int end = (commandLine + " ").indexOf(" -- ");
        return end < 0 ? commandLine : commandLine.substring(0, end);
    }

    /** The parameters of a command line that bear on what is measured, in order, separated by spaces. */
    static String weighty(String commandLine) {
        var weighty = new StringJoiner(" ");
        for (String parameter : commandLine.split("\\s+", -1)) {
            int equals = parameter.indexOf('=');
            if (WEIGHTY_PARAMETERS.contains(equals < 0 ? parameter : parameter.substring(0, equals))) {
                weighty.add(parameter);
            }
        }
        return weighty.toString();
    }
}
