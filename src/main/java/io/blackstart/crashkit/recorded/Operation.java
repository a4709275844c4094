package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Ledger;

/** One thing a log did to its files, or the driver to the log, in the order in which it happened. */
sealed interface Operation {
    /** A file came into being, empty, under a name. */
    record Create(String name, int file) implements Operation {}

    /** A name moved to another, replacing what stood there. */
    record Rename(String from, String to, int file) implements Operation {}

    /** A name went. */
    record Remove(String name) implements Operation {}

    /** The names as they are became durable. */
    record ForceDirectory() implements Operation {}

    /** Bytes came into the page cache, by a write or, found by comparison, by a store into a mapping. */
    final class Write implements Operation {
        private final int file;
        private final int offset;
        private final byte[] bytes;
        private final boolean mapped;

        Write(int file, int offset, byte[] bytes, boolean mapped) {
            this.file = file;
            this.offset = offset;
            this.bytes = bytes;
            this.mapped = mapped;
        }

        int file() {
            return file;
        }

        int offset() {
            return offset;
        }

        /** Not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        /** Whether it came through a mapping, word by word in an order nobody saw. */
        boolean mapped() {
            return mapped;
        }
    }

    /** The file was cut or grown. */
    record Truncate(int file, int size) implements Operation {}

    /** The file's bytes from {@code from} to below {@code to}, and the size needed to reach them, became durable. */
    record Force(int file, int from, int to) implements Operation {}

    /** A force failed: the kernel took the dirty pages for clean, they will never be written unless dirtied again. */
    record ForceFailed(int file, int from, int to) implements Operation {}

    /** What the ledger said from here on. */
    record Mark(Ledger ledger) implements Operation {}
}
