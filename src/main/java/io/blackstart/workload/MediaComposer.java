package io.blackstart.workload;

import io.blackstart.chat.ChatLayout;
import io.blackstart.chat.MediaEncoder;
import io.blackstart.chat.MediaType;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Fills in what a media pointer points to: sizes as phones make them, a digest that is random, since a SHA-256 looks it, and a
 * key that is a path followed by random letters. Single-threaded; allocates nothing once made.
 */
final class MediaComposer {
    /** Bytes beyond the record that {@link #compose} may overwrite. */
    static final int SLACK_BYTES = 16;

    private static final byte[] KEY_START = "talk/kr-central/m/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final int LETTER_BITS = 6;
    private static final int LETTERS_PER_DRAW = Long.SIZE / LETTER_BITS;
    private static final int[] WIDTHS_PIXELS = {1080, 1440, 1920, 3024, 4032, 720};
    private static final int[] HEIGHTS_PIXELS = {1920, 1080, 1440, 4032, 3024, 1280};
    private static final int PHOTO_BYTES_MIN = 40_000;
    private static final int PHOTO_BYTES_SPREAD = 3_000_000;
    private static final int VIDEO_MILLIS_MAX = 180_000;
    private static final int VIDEO_BYTES_PER_MILLI = 250;

    private final long videoThreshold;
    private final int keyBytes;
    private final Xoshiro256 random;
    private final UnsafeBuffer sha256 = new UnsafeBuffer(new byte[ChatLayout.SHA256_LENGTH]);

    MediaComposer(double videoShare, int keyBytes, Xoshiro256 random) {
        videoThreshold = (long) (videoShare * 0x1.0p32);
        this.keyBytes = keyBytes;
        this.random = random;
    }

    /** Fills in the payload of the record that {@code encoder} writes to {@code target}. */
    void compose(MutableDirectBuffer target, MediaEncoder encoder) {
        long draw = random.nextLong();
        int shape = (int) ((draw >>> 32) % WIDTHS_PIXELS.length);
        encoder.widthPixels(WIDTHS_PIXELS[shape]).heightPixels(HEIGHTS_PIXELS[shape]);
        if ((draw & 0xFFFF_FFFFL) < videoThreshold) {
            int millis = 1 + random.nextInt(VIDEO_MILLIS_MAX);
            encoder.mediaType(MediaType.VIDEO).durationMillis(millis).mediaBytes((long) millis * VIDEO_BYTES_PER_MILLI);
        } else {
            encoder.mediaType(MediaType.PHOTO).mediaBytes(PHOTO_BYTES_MIN + (long) random.nextInt(PHOTO_BYTES_SPREAD));
        }
        for (int i = 0; i < ChatLayout.SHA256_LENGTH; i += Long.BYTES) {
            sha256.putLong(i, random.nextLong(), ByteOrder.LITTLE_ENDIAN);
        }
        encoder.sha256(sha256, 0);
        key(target, encoder.keyOffset());
        encoder.keyLength(keyBytes);
    }

    private void key(MutableDirectBuffer target, int offset) {
        int fixed = Math.min(keyBytes, KEY_START.length);
        target.putBytes(offset, KEY_START, 0, fixed);
        for (int i = fixed; i < keyBytes; i += LETTERS_PER_DRAW) {
            long draw = random.nextLong();
            for (int letter = 0; letter < LETTERS_PER_DRAW; letter++) {
                target.putByte(offset + i + letter, LETTERS[(int) draw & (LETTERS.length - 1)]);
                draw >>>= LETTER_BITS;
            }
        }
    }
}
