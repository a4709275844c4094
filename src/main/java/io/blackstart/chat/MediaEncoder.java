package io.blackstart.chat;

import org.agrona.DirectBuffer;

/** Writes a pointer to a photo or video in place; see {@link RecordEncoder}. */
public final class MediaEncoder extends RecordEncoder<MediaEncoder> {
    /** Creates one that is not wrapped yet. */
    public MediaEncoder() {
        super(RecordKind.MEDIA, ChatLayout.MEDIA_LENGTH_MIN);
    }

    @Override
    MediaEncoder self() {
        return this;
    }

    /** Photo or video. */
    public MediaEncoder mediaType(MediaType type) {
        ChatLayout.mediaType(buffer(), offset(), type.code());
        return this;
    }

    /** Size of the medium in its store in bytes, at least 0. */
    public MediaEncoder mediaBytes(long bytes) {
        ChatLayout.mediaBytes(buffer(), offset(), atLeast(0, bytes, "mediaBytes"));
        return this;
    }

    /** Width in pixels, at least 0. */
    public MediaEncoder widthPixels(int pixels) {
        atLeast(0, pixels, "widthPixels");
        ChatLayout.mediaWidth(buffer(), offset(), pixels);
        return this;
    }

    /** Height in pixels, at least 0. */
    public MediaEncoder heightPixels(int pixels) {
        atLeast(0, pixels, "heightPixels");
        ChatLayout.mediaHeight(buffer(), offset(), pixels);
        return this;
    }

    /** How long it plays in milliseconds, at least 0; 0 for a photo. */
    public MediaEncoder durationMillis(int millis) {
        atLeast(0, millis, "durationMillis");
        ChatLayout.mediaDurationMillis(buffer(), offset(), millis);
        return this;
    }

    /** The SHA-256 of the medium: {@link ChatLayout#SHA256_LENGTH} bytes from {@code source} at {@code sourceOffset}. */
    public MediaEncoder sha256(DirectBuffer source, int sourceOffset) {
        buffer().putBytes(ChatLayout.mediaSha256Offset(offset()), source, sourceOffset, ChatLayout.SHA256_LENGTH);
        return this;
    }

    /** Where the key begins in the wrapped buffer, for a caller that writes it there and then says {@link #keyLength}. */
    public int keyOffset() {
        return variableOffset();
    }

    /**
     * Sets the length of a key written at {@link #keyOffset}.
     *
     * @throws IllegalArgumentException when it is above {@link ChatLayout#MEDIA_KEY_LENGTH_MAX} or the buffer has no room
     */
    public MediaEncoder keyLength(int byteCount) {
        variableLength(byteCount, ChatLayout.MEDIA_KEY_LENGTH_MAX);
        ChatLayout.mediaKeyLength(buffer(), offset(), byteCount);
        return this;
    }

    /** The key in the media store. Allocates. */
    public MediaEncoder key(String key) {
        variable(key, ChatLayout.MEDIA_KEY_LENGTH_MAX);
        return keyLength(encodedLength() - ChatLayout.MEDIA_LENGTH_MIN);
    }
}
