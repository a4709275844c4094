package io.blackstart.crashkit.recorded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.collections.IntArrayList;

/**
 * What happened to the files of one directory since it was in a known state, in order. Written under the directory's lock,
 * read when the log is closed.
 */
final class Trace {
    private final List<Operation> operations = new ArrayList<>();
    private final IntArrayList digests = new IntArrayList();
    private final CRC32C crc = new CRC32C();

    void add(Operation operation) {
        operations.add(operation);
        if (operation instanceof Operation.Write write) {
            update(write.file() + ":" + write.offset());
            crc.update(write.bytes());
        } else {
            update(operation.toString());
        }
        digests.addInt((int) crc.getValue());
    }

    private void update(String text) {
        crc.update(text.getBytes(StandardCharsets.UTF_8));
    }

    int size() {
        return operations.size();
    }

    Operation get(int index) {
        return operations.get(index);
    }

    /**
     * Tells this beginning of a trace from others: designs with threads of their own do not give the same trace twice, and a
     * case can only be run again on the trace it came from.
     *
     * @param count operations from the first, at least 1
     */
    int digest(int count) {
        return digests.getInt(count - 1);
    }
}
