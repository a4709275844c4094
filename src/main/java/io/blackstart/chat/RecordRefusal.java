package io.blackstart.chat;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import org.agrona.DirectBuffer;

/** Says in one line why a record is refused. The slow path of {@link ChatLayout#check}, which has found it unsound. */
final class RecordRefusal {
    private RecordRefusal() {}

    static BlackstartException ofLength(long position, int length) {
        return corrupt(
                position,
                "chat record of length=" + length + " must be from " + ChatLayout.HEADER_LENGTH + " to "
                        + ChatLayout.RECORD_LENGTH_MAX + " bytes");
    }

    static BlackstartException of(long position, DirectBuffer buffer, int offset, int length) {
        int version = ChatLayout.version(buffer, offset);
        if (version != ChatLayout.VERSION) {
            return new BlackstartException(
                    ErrorCode.VERSION,
                    "chat record: found version " + version + ", know " + ChatLayout.VERSION,
                    null,
                    position,
                    null);
        }
        return corrupt(position, "chat record: " + reason(buffer, offset, length));
    }

    private static String reason(DirectBuffer buffer, int offset, int length) {
        int declared = ChatLayout.recordLength(buffer, offset);
        if (declared != length) {
            return "declares length=" + declared + " in a record of length=" + length;
        }
        if (ChatLayout.flags(buffer, offset) != 0) {
            return "unknown flags=" + ChatLayout.flags(buffer, offset);
        }
        if (ChatLayout.roomId(buffer, offset) <= 0) {
            return "roomId=" + ChatLayout.roomId(buffer, offset) + " must be at least 1";
        }
        if (ChatLayout.senderId(buffer, offset) <= 0) {
            return "senderId=" + ChatLayout.senderId(buffer, offset) + " must be at least 1";
        }
        if (ChatLayout.sequence(buffer, offset) <= 0) {
            return "sequence=" + ChatLayout.sequence(buffer, offset) + " must be at least 1";
        }
        if (ChatLayout.sentAtMillis(buffer, offset) < 0) {
            return "sentAtMillis=" + ChatLayout.sentAtMillis(buffer, offset) + " must not be negative";
        }
        int kind = ChatLayout.kind(buffer, offset);
        return switch (kind) {
            case ChatLayout.KIND_RECEIPT -> "a receipt of length=" + length + " must have no payload";
            case ChatLayout.KIND_MEDIA -> mediaReason(buffer, offset, length);
            case ChatLayout.KIND_BROADCAST ->
                length < ChatLayout.BROADCAST_LENGTH_MIN
                        ? "a broadcast of length=" + length + " must be at least " + ChatLayout.BROADCAST_LENGTH_MIN
                                + " bytes"
                        : "receiverCount=" + ChatLayout.receiverCount(buffer, offset) + " must be at least 1";
            default -> "kind=" + kind + " is unknown, known are 1 to 4";
        };
    }

    private static String mediaReason(DirectBuffer buffer, int offset, int length) {
        if (length < ChatLayout.MEDIA_LENGTH_MIN) {
            return "a media pointer of length=" + length + " must be at least " + ChatLayout.MEDIA_LENGTH_MIN
                    + " bytes";
        }
        int keyLength = ChatLayout.mediaKeyLength(buffer, offset);
        if (length != ChatLayout.MEDIA_LENGTH_MIN + keyLength) {
            return "keyLength=" + keyLength + " does not fill a media pointer of length=" + length;
        }
        if (ChatLayout.mediaReserved(buffer, offset) != 0) {
            return "reserved byte=" + ChatLayout.mediaReserved(buffer, offset) + " must be 0";
        }
        if (!ChatLayout.isMediaType(ChatLayout.mediaType(buffer, offset))) {
            return "mediaType=" + ChatLayout.mediaType(buffer, offset) + " is unknown, known are 1 and 2";
        }
        return "mediaBytes=" + ChatLayout.mediaBytes(buffer, offset) + " width=" + ChatLayout.mediaWidth(buffer, offset)
                + " height=" + ChatLayout.mediaHeight(buffer, offset) + " durationMillis="
                + ChatLayout.mediaDurationMillis(buffer, offset) + " must not be negative";
    }

    private static BlackstartException corrupt(long position, String message) {
        return new BlackstartException(ErrorCode.CORRUPT, message, null, position, null);
    }
}
