package io.blackstart.cli.crash;

import io.blackstart.crashkit.Subject;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogOption;
import io.blackstart.log.LogOptions;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the kit opens a design: as the benchmarks do, but with segments so small that a short run crosses many. */
final class KitSubjects {
    private static final long LOG_ID = 0x6372_6173_686b_6974L;

    private KitSubjects() {}

    static Subject of(LogDesign design, Durability durability) {
        return new Subject(design, LogOptions.of(LOG_ID, durability).withSegmentBytes(LogOptions.SEGMENT_BYTES_MIN));
    }

    /** The options, for the record: those every log has, then the design's own, which are at their defaults. */
    static SortedMap<String, String> options(LogDesign design, Durability durability) {
        LogOptions options = of(design, durability).options();
        var map = new TreeMap<String, String>();
        map.put("segmentBytes", Integer.toString(options.segmentBytes()));
        map.put("maxRecordLength", Integer.toString(options.maxRecordLength()));
        map.put("preallocatedBytes", Long.toString(options.preallocatedBytes()));
        for (LogOption option : design.options()) {
            map.put(option.name(), option.defaultValue());
        }
        return map;
    }
}
