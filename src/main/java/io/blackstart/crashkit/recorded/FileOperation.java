package io.blackstart.crashkit.recorded;

/** The kinds of call a log makes through the seam, as a fault can meet them. */
enum FileOperation {
    LIST(false),
    CREATE(true),
    OPEN(false),
    RENAME(true),
    REMOVE(false),
    FORCE_DIRECTORY(true),
    LOCK(true),
    WRITE(true),
    READ(false),
    FORCE(true),
    TRUNCATE(true),
    MAP(false),
    FORCE_REGION(true);

    private final boolean needsRoom;

    FileOperation(boolean needsRoom) {
        this.needsRoom = needsRoom;
    }

    /** Whether a full disk can show in this call. */
    boolean needsRoom() {
        return needsRoom;
    }
}
