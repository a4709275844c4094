package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory as the beginning of a trace has left it: names and files, each as the page cache has it and as is durable. */
final class DiskModel {
    private final Map<Integer, FileModel> files = new HashMap<>();
    private final TreeMap<String, Integer> cacheNames = new TreeMap<>();
    private final List<Operation> pendingNames = new ArrayList<>();
    private TreeMap<String, Integer> durableNames = new TreeMap<>();
    private final long bootId;
    private Ledger ledger;
    private @Nullable LastWrite lastWrite;

    /**
     * A directory that is durable as it is.
     *
     * @param state names and files; the files are numbered in the order of their names
     * @param ledger what it says until the first mark
     * @param bootId of the operating system that runs
     */
    DiskModel(Map<String, Image> state, Ledger ledger, long bootId) {
        int id = 0;
        for (Map.Entry<String, Image> entry : state.entrySet()) {
            files.put(id, new FileModel(entry.getValue()));
            cacheNames.put(entry.getKey(), id++);
        }
        durableNames.putAll(cacheNames);
        this.ledger = ledger;
        this.bootId = bootId;
    }

    private DiskModel(DiskModel other) {
        other.files.forEach((id, file) -> files.put(id, file.copy()));
        cacheNames.putAll(other.cacheNames);
        durableNames.putAll(other.durableNames);
        pendingNames.addAll(other.pendingNames);
        ledger = other.ledger;
        bootId = other.bootId;
    }

    /** An independent copy. */
    DiskModel copy() {
        return new DiskModel(this);
    }

    /** An independent copy of which the ledger says something else. */
    DiskModel copyWithLedger(Ledger other) {
        var copy = new DiskModel(this);
        copy.ledger = other;
        return copy;
    }

    /** The latest write, when the latest operation was one; else null. */
    @Nullable
    LastWrite lastWrite() {
        return lastWrite;
    }

    /** Number of the file that has the name in the page cache. */
    int numberOf(String name) {
        Integer id = cacheNames.get(name);
        if (id == null) {
            throw new IllegalArgumentException("name=" + name + " is not there");
        }
        return id;
    }

    /** Which operating system runs. */
    long bootId() {
        return bootId;
    }

    /** The names in the page cache with the numbers of their files. */
    Map<String, Integer> cacheNames() {
        return cacheNames;
    }

    /** A number above those of all files so far. */
    int nextNumber() {
        return files.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    Ledger ledger() {
        return ledger;
    }

    void apply(Operation operation) {
        lastWrite = null;
        if (operation instanceof Operation.Write write) {
            FileModel file = file(write.file());
            byte[] before = new byte[write.bytes().length];
            file.readCache(write.offset(), before);
            lastWrite = new LastWrite(write, before, file.cacheSize());
            file(write.file()).write(write.offset(), write.bytes());
        } else if (operation instanceof Operation.Truncate truncate) {
            file(truncate.file()).truncate(truncate.size());
        } else if (operation instanceof Operation.Force force) {
            file(force.file()).force(force.from(), force.to());
        } else if (operation instanceof Operation.ForceFailed force) {
            file(force.file()).loseForce(force.from(), force.to());
        } else if (operation instanceof Operation.Mark mark) {
            ledger = mark.ledger();
        } else if (operation instanceof Operation.ForceDirectory) {
            durableNames = new TreeMap<>(cacheNames);
            pendingNames.clear();
        } else {
            if (operation instanceof Operation.Create create) {
                files.put(create.file(), new FileModel());
            }
            applyName(operation, cacheNames);
            pendingNames.add(operation);
        }
    }

    FileModel file(int id) {
        FileModel file = files.get(id);
        if (file == null) {
            throw new IllegalStateException("file=" + id + " is not in the trace");
        }
        return file;
    }

    /** Changes of names that a power cut may or may not keep. */
    int pendingNameCount() {
        return pendingNames.size();
    }

    /** The names when of the pending changes those are kept whose bit is set; all beyond the 64th are kept. */
    Map<String, Integer> names(long kept) {
        if (pendingNames.isEmpty() || kept == -1) {
            return cacheNames;
        }
        var names = new TreeMap<>(durableNames);
        for (int index = 0; index < pendingNames.size(); index++) {
            if (index >= Long.SIZE || (kept >>> index & 1) != 0) {
                applyName(pendingNames.get(index), names);
            }
        }
        return names;
    }

    private static void applyName(Operation operation, Map<String, Integer> names) {
        if (operation instanceof Operation.Create create) {
            names.put(create.name(), create.file());
        } else if (operation instanceof Operation.Remove remove) {
            names.remove(remove.name());
        } else if (operation instanceof Operation.Rename rename) {
            // The old name may stand for an older file, when its replacement was not kept.
            names.remove(rename.from(), rename.file());
            names.put(rename.to(), rename.file());
        } else {
            throw new IllegalArgumentException("operation=" + operation + " changes no name");
        }
    }

    /** What a kill leaves: the page cache. */
    Map<String, Image> killed() {
        var state = new TreeMap<String, Image>();
        cacheNames.forEach((name, id) -> state.put(name, file(id).cacheImage()));
        return state;
    }

    /** A write and what it replaced. */
    static final class LastWrite {
        private final Operation.Write write;
        private final byte[] before;
        private final int sizeBefore;

        LastWrite(Operation.Write write, byte[] before, int sizeBefore) {
            this.write = write;
            this.before = before;
            this.sizeBefore = sizeBefore;
        }

        Operation.Write write() {
            return write;
        }

        /** The bytes that were there, zeros behind the end of the file. */
        byte[] before() {
            return before;
        }

        int sizeBefore() {
            return sizeBefore;
        }
    }
}
