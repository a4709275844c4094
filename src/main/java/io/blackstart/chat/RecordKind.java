package io.blackstart.chat;

/** The four kinds of chat record. The code is what stands in the record; it is never reused for another kind. */
public enum RecordKind {
    /** A text in a room. */
    MESSAGE(ChatLayout.KIND_MESSAGE),
    /** Points to a photo or video kept in another store. */
    MEDIA(ChatLayout.KIND_MEDIA),
    /** A user has read a room up to a sequence. */
    RECEIPT(ChatLayout.KIND_RECEIPT),
    /** One sender to the subscribers of a channel. */
    BROADCAST(ChatLayout.KIND_BROADCAST);

    private final int code;

    RecordKind(int code) {
        this.code = code;
    }

    /** The code in the record, 1 to 4. */
    public int code() {
        return code;
    }

    /**
     * The kind of a code.
     *
     * @throws IllegalArgumentException when no kind has this code
     */
    public static RecordKind ofCode(int code) {
        return switch (code) {
            case ChatLayout.KIND_MESSAGE -> MESSAGE;
            case ChatLayout.KIND_MEDIA -> MEDIA;
            case ChatLayout.KIND_RECEIPT -> RECEIPT;
            case ChatLayout.KIND_BROADCAST -> BROADCAST;
            default -> throw new IllegalArgumentException("code=" + code + " is no record kind, known are 1 to 4");
        };
    }
}
