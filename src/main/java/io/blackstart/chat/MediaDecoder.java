package io.blackstart.chat;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Reads a pointer to a photo or video in place; see {@link RecordDecoder}. */
public final class MediaDecoder extends RecordDecoder {
    /** Creates one that points at nothing. */
    public MediaDecoder() {}

    /**
     * Points at a pointer to a photo or video and checks it.
     *
     * @param buffer holds the record
     * @param offset of the record in {@code buffer}
     * @param length of the record in bytes
     * @return this
     * @throws IllegalArgumentException when the record does not lie within {@code buffer}, or is of another kind
     * @throws io.blackstart.BlackstartException CORRUPT or VERSION when it is not a whole valid record
     */
    public MediaDecoder wrap(DirectBuffer buffer, int offset, int length) {
        attach(RecordKind.MEDIA, buffer, offset, length);
        return this;
    }

    /** Photo or video. */
    public MediaType mediaType() {
        return MediaType.ofCode(ChatLayout.mediaType(buffer(), offset()));
    }

    /** Size of the medium in its store in bytes, at least 0. */
    public long mediaBytes() {
        return ChatLayout.mediaBytes(buffer(), offset());
    }

    /** Width in pixels, at least 0. */
    public int widthPixels() {
        return ChatLayout.mediaWidth(buffer(), offset());
    }

    /** Height in pixels, at least 0. */
    public int heightPixels() {
        return ChatLayout.mediaHeight(buffer(), offset());
    }

    /** How long it plays in milliseconds, 0 for a photo. */
    public int durationMillis() {
        return ChatLayout.mediaDurationMillis(buffer(), offset());
    }

    /** Copies the SHA-256 of the medium, {@link ChatLayout#SHA256_LENGTH} bytes, to {@code target} at {@code targetOffset}. */
    public void sha256(MutableDirectBuffer target, int targetOffset) {
        target.putBytes(targetOffset, buffer(), ChatLayout.mediaSha256Offset(offset()), ChatLayout.SHA256_LENGTH);
    }

    /** Where the key begins in the wrapped buffer. */
    public int keyOffset() {
        return offset() + ChatLayout.MEDIA_LENGTH_MIN;
    }

    /** Length of the key in bytes, 0 to {@link ChatLayout#MEDIA_KEY_LENGTH_MAX}. */
    public int keyLength() {
        return length() - ChatLayout.MEDIA_LENGTH_MIN;
    }

    /** The key in the media store; bytes that are no UTF-8 become U+FFFD. Allocates. */
    public String key() {
        return string(keyOffset(), keyLength());
    }
}
