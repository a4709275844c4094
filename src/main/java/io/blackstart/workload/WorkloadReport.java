package io.blackstart.workload;

import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.MessageDecoder;
import io.blackstart.chat.RecordKind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * What traffic turned out to be like. Made by reading a sample, so of a {@link TrafficSource} it reports what that would make.
 *
 * @param recordCount records in the sample
 * @param recordBytes their bytes
 * @param kindCounts how many of each kind
 * @param meanLength mean record in bytes
 * @param medianLength the middle record in bytes, as the other percentiles by the nearest rank
 * @param p90Length 90 % of the records are at most this long, in bytes
 * @param p99Length 99 %
 * @param p999Length 99.9 %
 * @param maxLength the longest record in bytes
 * @param meanTextBytes mean text of a message in bytes, 0 when there is none
 * @param medianTextBytes middle text of a message in bytes, 0 when there is none
 * @param recordCompressRatio bytes of the first records over their bytes compressed with Deflate, level 6, in blocks of
 *     {@value #BLOCK_BYTES} bytes; stamps as they are
 * @param textCompressRatio the same of the texts of the first messages alone; 1 when there is none
 */
public record WorkloadReport(
        long recordCount,
        long recordBytes,
        Map<RecordKind, Long> kindCounts,
        double meanLength,
        int medianLength,
        int p90Length,
        int p99Length,
        int p999Length,
        int maxLength,
        double meanTextBytes,
        int medianTextBytes,
        double recordCompressRatio,
        double textCompressRatio) {
    /** Bytes that are compressed together. */
    static final int BLOCK_BYTES = 1 << 17;

    /** Bytes that are compressed at all. */
    private static final int COMPRESSED_BYTES_MAX = 4 << 20;

    private static final int DEFLATE_LEVEL = 6;
    private static final int RECORDS_MAX = 100_000_000;

    /** Copies the counts. */
    public WorkloadReport {
        kindCounts = Collections.unmodifiableMap(new EnumMap<>(kindCounts));
    }

    /**
     * Reads the next records of a source and says what they are like.
     *
     * @param recordCount 1 to 100,000,000; takes 8 bytes of memory each
     */
    public static WorkloadReport measure(RecordSource source, int recordCount) {
        if (recordCount < 1 || recordCount > RECORDS_MAX) {
            throw new IllegalArgumentException("recordCount=" + recordCount + " must be from 1 to " + RECORDS_MAX);
        }
        var header = new HeaderDecoder();
        var message = new MessageDecoder();
        long[] kinds = new long[RecordKind.values().length + 1];
        int[] lengths = new int[recordCount];
        int[] textLengths = new int[recordCount];
        int textCount = 0;
        var records = new Sample();
        var texts = new Sample();
        for (int i = 0; i < recordCount; i++) {
            source.next();
            RecordKind kind = header.wrap(source.buffer(), source.offset(), source.length())
                    .kind();
            kinds[kind.code()]++;
            lengths[i] = source.length();
            records.add(source, source.offset(), source.length());
            if (kind == RecordKind.MESSAGE) {
                message.wrap(source.buffer(), source.offset(), source.length());
                textLengths[textCount++] = message.textLength();
                texts.add(source, message.textOffset(), message.textLength());
            }
        }
        Arrays.sort(lengths);
        Arrays.sort(textLengths, 0, textCount);
        long bytes = Arrays.stream(lengths).asLongStream().sum();
        double textBytes =
                Arrays.stream(textLengths, 0, textCount).asLongStream().sum();
        return new WorkloadReport(
                recordCount,
                bytes,
                counts(kinds),
                (double) bytes / recordCount,
                percentile(lengths, recordCount, 0.5),
                percentile(lengths, recordCount, 0.9),
                percentile(lengths, recordCount, 0.99),
                percentile(lengths, recordCount, 0.999),
                lengths[recordCount - 1],
                textCount == 0 ? 0 : textBytes / textCount,
                textCount == 0 ? 0 : percentile(textLengths, textCount, 0.5),
                records.ratio(),
                texts.ratio());
    }

    private static Map<RecordKind, Long> counts(long[] byCode) {
        var counts = new EnumMap<RecordKind, Long>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            counts.put(kind, byCode[kind.code()]);
        }
        return counts;
    }

    private static int percentile(int[] sorted, int count, double share) {
        return sorted[(int) Math.ceil(share * count) - 1];
    }

    /** The same for people, a line each. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(format("records %,d, bytes %,d, mean %.1f", recordCount, recordBytes, meanLength));
        kindCounts.forEach((kind, count) -> lines.add(
                format("%s %,d (%.2f %%)", kind.name().toLowerCase(Locale.ROOT), count, 100.0 * count / recordCount)));
        lines.add(format(
                "record bytes: median %d, 90 %% %d, 99 %% %d, 99.9 %% %d, longest %d",
                medianLength, p90Length, p99Length, p999Length, maxLength));
        lines.add(format("text bytes: mean %.1f, median %d", meanTextBytes, medianTextBytes));
        lines.add(format(
                "compressible by Deflate: records %.2f times, texts %.2f times",
                recordCompressRatio, textCompressRatio));
        return lines;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** The first bytes of something, compressed in blocks. */
    private static final class Sample {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(RecordSource source, int offset, int length) {
            if (bytes.size() < COMPRESSED_BYTES_MAX) {
                byte[] copy = new byte[length];
                source.buffer().getBytes(offset, copy);
                bytes.writeBytes(copy);
            }
        }

        double ratio() {
            byte[] plain = bytes.toByteArray();
            if (plain.length == 0) {
                return 1;
            }
            var deflater = new Deflater(DEFLATE_LEVEL);
            try {
                byte[] compressed = new byte[BLOCK_BYTES];
                long deflated = 0;
                for (int start = 0; start < plain.length; start += BLOCK_BYTES) {
                    deflater.setInput(plain, start, Math.min(BLOCK_BYTES, plain.length - start));
                    deflater.finish();
                    while (!deflater.finished()) {
                        deflater.deflate(compressed);
                    }
                    deflated += deflater.getTotalOut();
                    deflater.reset();
                }
                return (double) plain.length / deflated;
            } finally {
                deflater.end();
            }
        }
    }
}
