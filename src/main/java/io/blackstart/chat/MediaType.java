package io.blackstart.chat;

/** What a media pointer points to. The code is what stands in the record. */
public enum MediaType {
    /** A still picture. */
    PHOTO(1),
    /** A moving picture, with a duration. */
    VIDEO(2);

    private final int code;

    MediaType(int code) {
        this.code = code;
    }

    /** The code in the record, 1 or 2. */
    public int code() {
        return code;
    }

    /**
     * The type of a code.
     *
     * @throws IllegalArgumentException when no type has this code
     */
    public static MediaType ofCode(int code) {
        return switch (code) {
            case 1 -> PHOTO;
            case 2 -> VIDEO;
            default -> throw new IllegalArgumentException("code=" + code + " is no media type, known are 1 and 2");
        };
    }
}
