package io.blackstart.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All processes at one moment, as far as they may be seen. */
final class ProcessTable {
    private final List<ProcessStat> processes;

    private ProcessTable(List<ProcessStat> processes) {
        this.processes = processes;
    }

    /** Reads {@code /proc}; a process that ends meanwhile is left out. */
    static ProcessTable read(SystemFiles files) {
        var processes = new ArrayList<ProcessStat>();
        for (String name : files.list("/proc")) {
            if (Character.isDigit(name.charAt(0))) {
                files.read("/proc/" + name + "/stat")
                        .optional()
                        .flatMap(ProcessStat::parse)
                        .ifPresent(processes::add);
            }
        }
        return new ProcessTable(processes);
    }

    /**
     * Processor time of a process, its living descendants, and all of their children that have ended and been waited for. A descendant that moves
     * from the living to the reaped keeps its time, so the sum only grows.
     */
    long treeTicks(long rootPid) {
        Map<Long, List<ProcessStat>> childrenByParent = new HashMap<>();
        var pending = new ArrayDeque<ProcessStat>();
        for (ProcessStat process : processes) {
            if (process.pid() == rootPid) {
                pending.add(process);
            } else {
                childrenByParent
                        .computeIfAbsent(process.parentPid(), parent -> new ArrayList<>())
                        .add(process);
            }
        }
        long ticks = 0;
        while (!pending.isEmpty()) {
            ProcessStat process = pending.remove();
            ticks += process.ownTicks() + process.reapedTicks();
            pending.addAll(childrenByParent.getOrDefault(process.pid(), List.of()));
        }
        return ticks;
    }

    /** Processor time of the kernel's own threads. */
    long kernelTicks() {
        return processes.stream()
                .filter(ProcessStat::kernelThread)
                .mapToLong(ProcessStat::ownTicks)
                .sum();
    }
}
