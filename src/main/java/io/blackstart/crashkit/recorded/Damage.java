package io.blackstart.crashkit.recorded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that happens to the files of a log at rest.
 *
 * @param kind what
 * @param file ordinal of the file it happens to, in the order of names
 * @param at an offset in the file, or what the kind says
 * @param detail what the kind says
 * @param length bytes, where the kind needs a length
 */
record Damage(Kind kind, int file, int at, int detail, int length) {
    /** A name no log would choose. */
    static final String STRANGER = "stranger.tmp~";

    private static final long JUNK_SEED = 0x7461_696C;

    /** What happens. */
    enum Kind {
        /** The file ends at {@code at}. */
        CUT("cut"),
        /** From {@code at} all is zero. */
        ZERO_TAIL("zero-tail"),
        /** From {@code at} all is junk. */
        JUNK_TAIL("junk-tail"),
        /** Bit {@code detail} of the byte at {@code at} flips. */
        FLIP("bit-flip"),
        /** The blocks of {@code length} at {@code at} and {@code detail} change places. */
        SWAP("block-swap"),
        /** The {@code length} bytes at {@code detail} are found at {@code at} as well. */
        COPY("block-copy"),
        /** The {@code length} bytes at {@code at} are those of another log of the design. */
        FOREIGN_BLOCK("foreign-block"),
        /** Four bytes at {@code at} are the number {@code detail}, little endian, or big endian when {@code length} is 1. */
        NUMBER("length-in-place"),
        /** Eight bytes at the file's beginning are others. */
        MAGIC("wrong-magic"),
        /** The file is gone. */
        MISSING("file-missing"),
        /** The file is empty. */
        EMPTY("file-empty"),
        /** The file holds what file {@code detail} holds. */
        DUPLICATE("file-duplicate"),
        /** The file is that of another log of the design. */
        FOREIGN_FILE("foreign-file"),
        /** There is one file more. */
        EXTRA("file-extra");

        private final String fault;

        Kind(String fault) {
            this.fault = fault;
        }
    }

    String fault() {
        return kind.fault;
    }

    String parameters() {
        return "damage=" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ",file=" + file + ",byte=" + at
                + ",detail=" + detail + ",length=" + length;
    }

    static Damage parse(Parameters parameters) {
        return new Damage(
                Kind.valueOf(parameters.text("damage").toUpperCase(Locale.ROOT).replace('-', '_')),
                parameters.number("file"),
                parameters.number("byte"),
                parameters.number("detail"),
                parameters.number("length"));
    }

    /** The files after it; {@code before} stays as it is. */
    Map<String, Image> applyTo(Map<String, Image> before, Map<String, Image> foreign) {
        List<String> names = new ArrayList<>(before.keySet());
        String name = names.get(file);
        Image image = before.get(name);
        if (image == null) {
            throw new IllegalArgumentException("file=" + file + " is not there");
        }
        var after = new TreeMap<>(before);
        switch (kind) {
            case MISSING -> after.remove(name);
            case EMPTY -> after.put(name, Image.of(new byte[0], 0));
            case DUPLICATE -> after.put(name, before.getOrDefault(names.get(detail), image));
            case FOREIGN_FILE -> after.put(name, foreign.getOrDefault(name, Image.of(new byte[0], 0)));
            case EXTRA -> after.put(STRANGER, image);
            case CUT -> after.put(name, Image.of(Arrays.copyOf(image.bytes(), at), at));
            default -> {
                byte[] bytes = Arrays.copyOf(image.bytes(), image.size());
                edit(bytes, foreign.get(name) == null ? image : foreign.getOrDefault(name, image));
                after.put(name, Image.of(bytes, bytes.length));
            }
        }
        return after;
    }

    /** Whether it is a flipped bit that has flipped back. */
    boolean isUndone(Map<String, Image> before, Map<String, MemoryFile> now) {
        String name = List.copyOf(before.keySet()).get(file);
        MemoryFile left = now.get(name);
        Image was = before.get(name);
        return kind == Kind.FLIP
                && left != null
                && was != null
                && left.size() > at
                && left.bytes()[at] == was.bytes()[at];
    }

    private void edit(byte[] bytes, Image other) {
        switch (kind) {
            case ZERO_TAIL -> Arrays.fill(bytes, at, bytes.length, (byte) 0);
            case JUNK_TAIL -> CrashBuilder.junk(bytes, at, bytes.length, JUNK_SEED);
            case FLIP -> bytes[at] ^= (byte) (1 << detail);
            case SWAP -> {
                byte[] block = Arrays.copyOfRange(bytes, at, at + length);
                System.arraycopy(bytes, detail, bytes, at, length);
                System.arraycopy(block, 0, bytes, detail, length);
            }
            case COPY -> System.arraycopy(bytes, detail, bytes, at, length);
            case FOREIGN_BLOCK -> {
                int end = Math.min(at + length, Math.min(other.size(), bytes.length));
                if (at < end) {
                    System.arraycopy(other.bytes(), at, bytes, at, end - at);
                }
            }
            case NUMBER ->
                ByteBuffer.wrap(bytes)
                        .order(length == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                        .putInt(at, detail);
            case MAGIC -> {
                for (int index = 0; index < Math.min(Long.BYTES, bytes.length); index++) {
                    bytes[index] = (byte) (bytes[index] + 1 + detail);
                }
            }
            default -> throw new IllegalStateException("kind=" + kind + " edits no bytes");
        }
    }
}
