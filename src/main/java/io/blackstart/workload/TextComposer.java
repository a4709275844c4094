package io.blackstart.workload;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/**
 * Writes text of a given number of letters: words of a list, drawn with Zipf frequencies and joined by spaces, in runs of one
 * language, the last word cut to fit. The language of a run is the one that is behind its share, so the share of Hangul letters holds over all texts.
 * Single-threaded; allocates nothing once made.
 */
final class TextComposer {
    /** Bytes beyond the text that {@link #compose} may overwrite, since it copies whole words of 8 bytes. */
    static final int SLACK_BYTES = 32;
    /** Bytes of the widest letter. */
    static final int LETTER_BYTES_MAX = 3;

    private static final int RUN_WORDS = 8;

    private final Language hangul;
    private final Language ascii;
    private final double hangulShare;
    private final Xoshiro256 random;
    /** Hangul letters owed, less those written. */
    private double hangulDebt;

    TextComposer(double hangulShare, double wordExponent, Xoshiro256 random) {
        this.hangulShare = hangulShare;
        this.random = random;
        hangul = new Language(Vocabulary.korean(), wordExponent, LETTER_BYTES_MAX);
        ascii = new Language(Vocabulary.english(), wordExponent, 1);
    }

    /**
     * Writes a text.
     *
     * @param target with room for {@code letters * LETTER_BYTES_MAX + SLACK_BYTES} bytes from {@code offset}
     * @param letters at least 1
     * @return length of the text in bytes
     */
    int compose(MutableDirectBuffer target, int offset, int letters) {
        int left = letters;
        int end = offset;
        while (left > 0) {
            Language language = hangulDebt + hangulShare > 0 ? hangul : ascii;
            int before = left;
            int joints = 0;
            for (int word = 0; word < RUN_WORDS && left > 0; word++) {
                int index = language.frequencies.draw(random.nextLong());
                int wordLetters = Math.min(language.letters[index], left);
                language.copy(index, target, end);
                end += wordLetters * language.letterBytes;
                left -= wordLetters;
                if (left > 0) {
                    left--;
                    joints++;
                    target.putByte(end++, (byte) (left > 0 ? ' ' : '.'));
                }
            }
            int written = before - left;
            hangulDebt += written * hangulShare - (language == hangul ? written - joints : 0);
        }
        return end - offset;
    }

    /** The words of a vocabulary as bytes, each begun at a multiple of 8 bytes so that it is copied in whole longs. */
    private static final class Language {
        private final int letterBytes;
        private final AliasTable frequencies;
        private final int[] letters;
        private final int[] starts;
        private final long[] pool;

        Language(Vocabulary vocabulary, double exponent, int letterBytes) {
            this.letterBytes = letterBytes;
            List<String> words = vocabulary.words();
            letters = new int[words.size()];
            starts = new int[words.size() + 1];
            frequencies = new AliasTable(Zipf.weights(words.size(), 1, exponent));
            for (int i = 0; i < letters.length; i++) {
                letters[i] = words.get(i).length();
                starts[i + 1] = starts[i] + (letters[i] * letterBytes + Long.BYTES - 1) / Long.BYTES;
            }
            pool = new long[starts[letters.length]];
            for (int i = 0; i < letters.length; i++) {
                fill(words.get(i).getBytes(StandardCharsets.UTF_8), i);
            }
        }

        private void fill(byte[] bytes, int word) {
            if (bytes.length != letters[word] * letterBytes || bytes.length > SLACK_BYTES) {
                throw new IllegalStateException("word='" + new String(bytes, StandardCharsets.UTF_8)
                        + "' must have letters of " + letterBytes + " bytes, " + SLACK_BYTES + " bytes at most");
            }
            for (int i = 0; i < bytes.length; i++) {
                pool[starts[word] + i / Long.BYTES] |= (bytes[i] & 0xFFL) << (i % Long.BYTES * Byte.SIZE);
            }
        }

        void copy(int word, MutableDirectBuffer target, int offset) {
            int to = offset;
            for (int i = starts[word]; i < starts[word + 1]; i++) {
                target.putLong(to, pool[i], ByteOrder.LITTLE_ENDIAN);
                to += Long.BYTES;
            }
        }
    }
}
