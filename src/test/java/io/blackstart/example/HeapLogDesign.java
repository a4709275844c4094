package io.blackstart.example;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.log.OpenReport;
import io.blackstart.log.RecordConsumer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The smallest design: records on the heap, positions are ordinals, class NONE. */
public record HeapLogDesign(String name, String summary, Set<Durability> durabilities, String afterCrash)
        implements LogDesign {
    /** Made by the service loader. */
    public HeapLogDesign() {
        this("heap", "records on the heap", Set.of(Durability.NONE), "nothing is left");
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        files.close();
        var report = new OpenReport(true, 0, 0, 0, 0, "new");
        return new HeapLog(report, options.maxRecordLength(), Collections.synchronizedList(new ArrayList<>()));
    }

    record HeapLog(OpenReport openReport, int maxRecordLength, List<DirectBuffer> records) implements MessageLog {
        @Override
        public long append(DirectBuffer buffer, int offset, int length) {
            if (length < 1 || length > maxRecordLength) {
                throw new IllegalArgumentException("length=" + length + " must be 1 to " + maxRecordLength);
            }
            var copy = new UnsafeBuffer(new byte[length]);
            copy.putBytes(0, buffer, offset, length);
            records.add(copy);
            return endPosition() - 1;
        }

        @Override
        public long endPosition() {
            return records.size();
        }

        @Override
        public long read(long fromPosition, RecordConsumer consumer) {
            long at = fromPosition;
            for (boolean more = true; more && at < endPosition(); at++) {
                DirectBuffer record = records.get((int) at);
                more = consumer.onRecord(at, record, 0, record.capacity());
            }
            return at;
        }
    }
}
