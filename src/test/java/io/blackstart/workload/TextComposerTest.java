package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.MessageDecoder;
import io.blackstart.chat.RecordKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextComposerTest {
    private static final int BLOCK_BYTES = 1 << 17;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[40_000]);

    private String compose(TextComposer composer, int letters) {
        int length = composer.compose(buffer, 7, letters);
        return new String(buffer.byteArray(), 7, length, StandardCharsets.UTF_8);
    }

    @Test
    void writesExactlyAsManyLetters() {
        var composer = new TextComposer(0.5, 1, new Xoshiro256(1));
        for (int letters = 1; letters <= 2_000; letters++) {
            String text = compose(composer, letters);
            assertEquals(letters, text.length());
            assertFalse(text.contains("\uFFFD"), text);
            assertFalse(text.endsWith(" "), text);
            assertFalse(text.startsWith(" "), text);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 0.7})
    void keepsTheShareOfHangul(double share) {
        var composer = new TextComposer(share, 1, new Xoshiro256(2));
        long hangul = 0;
        long letters = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = compose(composer, 1 + i % 90);
            letters += text.length();
            hangul += text.chars().filter(letter -> letter > 0x7F).count();
        }
        assertEquals(share, (double) hangul / letters, 0.01);
    }

    @Test
    void aShareThatSpacesForbidMeansHangulOnly() {
        String text = compose(new TextComposer(1, 1, new Xoshiro256(3)), 3_000);
        assertTrue(text.chars().allMatch(letter -> letter > 0x7F || letter == ' ' || letter == '.'), text);
    }

    @Test
    void drawsManyWordsSomeOfThemOften() {
        String text = compose(new TextComposer(0, 1, new Xoshiro256(4)), 30_000);
        String[] words = text.split(" ", -1);
        Set<String> different = new HashSet<>(Arrays.asList(words));
        double mostFrequent =
                (double) Arrays.stream(words).filter("the"::equals).count();
        assertTrue(different.size() > 500, "different=" + different.size());
        assertEquals(words.length / 7.1, mostFrequent, words.length / 30.0);
    }

    /** facts: text is compressible about two to three times by zstd. Blocks as a log segment would compress them. */
    @Test
    void textCompressesAsTextDoes() {
        var texts = new ByteArrayOutputStream();
        var records = new ByteArrayOutputStream();
        var generator = new TrafficGenerator(WorkloadOptions.DEFAULT);
        var header = new HeaderDecoder();
        var message = new MessageDecoder();
        while (records.size() < 16 * BLOCK_BYTES) {
            generator.next();
            byte[] record = new byte[generator.length()];
            generator.buffer().getBytes(generator.offset(), record);
            records.writeBytes(record);
            header.wrap(generator.buffer(), generator.offset(), generator.length());
            if (header.kind() == RecordKind.MESSAGE) {
                message.wrap(generator.buffer(), generator.offset(), generator.length());
                texts.write(record, message.textOffset() - generator.offset(), message.textLength());
            }
        }
        double textRatio = zstdRatio(texts.toByteArray());
        double recordRatio = zstdRatio(records.toByteArray());
        assertTrue(textRatio > 2 && textRatio < 3, "texts " + textRatio);
        assertTrue(recordRatio > 2 && recordRatio < 3, "records " + recordRatio);
        WorkloadReport report = WorkloadReport.measure(new TrafficGenerator(WorkloadOptions.DEFAULT), 30_000);
        assertEquals(textRatio, report.textCompressRatio(), 0.5, "Deflate is close to zstd");
        assertEquals(recordRatio, report.recordCompressRatio(), 0.5, "Deflate is close to zstd");
    }

    private static double zstdRatio(byte[] plain) {
        long compressed = 0;
        for (int start = 0; start < plain.length; start += BLOCK_BYTES) {
            compressed += Zstd.compress(
                            Arrays.copyOfRange(plain, start, Math.min(plain.length, start + BLOCK_BYTES)), 3)
                    .length;
        }
        return (double) plain.length / compressed;
    }
}
