package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Oracle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the state that a {@link CrashSpec} names, from what a trace has left so far. */
final class CrashBuilder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long JUNK_SEED = 0x6A75_6E6B;

    private final Map<String, Image> foreign;

    /**
     * Creates a builder.
     *
     * @param foreign files of another log of the same design, for {@link Fill#FOREIGN}
     */
    CrashBuilder(Map<String, Image> foreign) {
        this.foreign = foreign;
    }

    Map<String, Image> build(DiskModel model, CrashSpec spec) {
        return spec instanceof CrashSpec.Kill kill ? killed(model, kill) : cut(model, (CrashSpec.Power) spec);
    }

    private static Map<String, Image> killed(DiskModel model, CrashSpec.Kill kill) {
        Map<String, Image> state = model.killed();
        DiskModel.LastWrite last = model.lastWrite();
        if (kill.part() == CrashSpec.Kill.WHOLE || last == null) {
            return state;
        }
        state.replaceAll(
                (name, image) -> model.numberOf(name) == last.write().file() ? torn(image, last, kill.part()) : image);
        return state;
    }

    private static Image torn(Image whole, DiskModel.LastWrite last, int part) {
        byte[] bytes = Arrays.copyOf(whole.bytes(), whole.size());
        int offset = last.write().offset();
        byte[] before = last.before();
        if (part < 0) {
            System.arraycopy(before, 0, bytes, offset, -part);
            return Image.of(bytes, whole.size());
        }
        System.arraycopy(before, part, bytes, offset + part, before.length - part);
        return Image.of(bytes, Math.max(last.sizeBefore(), Math.min(whole.size(), offset + part)));
    }

    private Map<String, Image> cut(DiskModel model, CrashSpec.Power spec) {
        var state = new TreeMap<String, Image>();
        var pieces = new Pieces(spec);
        model.names(spec.names()).forEach((name, id) -> state.put(name, pieces.image(name, id, model.file(id))));
        return state;
    }

    /** Goes through the pending pieces of all files, in the order of names, and keeps or loses each. */
    private final class Pieces {
        private final CrashSpec.Power spec;
        private int index;
        private byte @Nullable [] bytes;

        Pieces(CrashSpec.Power spec) {
            this.spec = spec;
        }

        Image image(String name, int id, FileModel file) {
            int size = spec.size().of(id, file);
            bytes = null;
            file.forEachPending(spec.unit(), offset -> piece(name, file, offset));
            byte[] changed = bytes;
            if (changed == null && size == file.durableSize()) {
                return file.durableImage();
            }
            byte[] whole = changed == null ? file.durable() : changed;
            return Image.of(Arrays.copyOf(whole, size), size);
        }

        private void piece(String name, FileModel file, int offset) {
            int end = Math.min(offset + spec.unit(), file.cache().length);
            boolean kept = spec.kept().keeps(index++);
            if (!kept && !mayHold(spec.fill(), file, offset, end)) {
                return;
            }
            byte[] target = bytes;
            if (target == null) {
                target = file.durable().clone();
                bytes = target;
            }
            if (kept) {
                System.arraycopy(file.cache(), offset, target, offset, end - offset);
            } else {
                fill(name, file, target, offset, end);
            }
        }

        private static boolean mayHold(Fill fill, FileModel file, int offset, int end) {
            return switch (fill) {
                case OLD -> false;
                case ZERO, JUNK -> file.anything(offset, end);
                case ELSEWHERE, FOREIGN -> file.neverForced(offset);
            };
        }

        private void fill(String name, FileModel file, byte[] target, int offset, int end) {
            switch (spec.fill()) {
                case ZERO -> Arrays.fill(target, offset, end, (byte) 0);
                case JUNK -> junk(target, offset, end, JUNK_SEED + offset);
                case ELSEWHERE -> {
                    int from = offset >= spec.unit()
                            ? offset - spec.unit()
                            : Math.min(end, file.cache().length - (end - offset));
                    System.arraycopy(file.cache(), from, target, offset, end - offset);
                }
                case FOREIGN -> copy(foreign.get(name), target, offset, end);
                default -> throw new IllegalStateException("fill=" + spec.fill() + " leaves the piece as it is");
            }
        }
    }

    private static void copy(@Nullable Image from, byte[] target, int offset, int end) {
        int there = from == null ? offset : Math.max(offset, Math.min(end, from.size()));
        if (from != null && there > offset) {
            System.arraycopy(from.bytes(), offset, target, offset, there - offset);
        }
        Arrays.fill(target, there, end, (byte) 0);
    }

    /** Fills with bytes that depend on the seed and their place only. */
    static void junk(byte[] target, int offset, int end, long seed) {
        int at = offset;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            LONGS.set(target, at, Oracle.mix(seed + at));
        }
        for (long random = Oracle.mix(seed + at); at < end; at++) {
            target[at] = (byte) random;
            random >>>= Byte.SIZE;
        }
    }
}
