package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Oracle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Lists the damages done to one set of files at rest: at every place that was written, as far as the budget goes. */
final class DamagePlan {
    private static final int[] NUMBERS = {
        0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 7, 100_000_000
    };
    private static final int[] BLOCKS = {512, 4096};
    private static final int HEADER_BYTES_MAX = 64;
    private static final int TRAILER_BYTES_MAX = 16;
    private static final int MARGIN_BYTES = 16;

    private final Map<String, Image> files;
    private final int placesMax;
    private final long seed;

    /**
     * Creates a plan.
     *
     * @param files to be damaged
     * @param placesMax places in one file where one kind of damage is done; beyond it they are spread evenly
     * @param seed shifts the places that are chosen
     */
    DamagePlan(Map<String, Image> files, int placesMax, long seed) {
        this.files = files;
        this.placesMax = placesMax;
        this.seed = seed;
    }

    /** All of them, made one after another. */
    Iterator<Damage> iterator(Oracle oracle) {
        List<Image> images = List.copyOf(files.values());
        List<Iterator<Damage>> parts = new ArrayList<>();
        for (int file = 0; file < images.size(); file++) {
            Image image = images.get(file);
            int[] written = written(image);
            parts.add(wholeFiles(file, images).iterator());
            parts.add(bytes(file, image, written));
            parts.add(blocks(file, image, written));
            parts.add(numbers(file, image, oracle));
            parts.add(misdirected(file, image, oracle));
        }
        return new Chain<>(parts.iterator());
    }

    private Stream<Damage> wholeFiles(int file, List<Image> images) {
        var damages = new ArrayList<Damage>();
        // A directory without any file is a new log's to whoever looks: a wiped node is for its peers to tell.
        if (images.size() > 1) {
            damages.add(new Damage(Damage.Kind.MISSING, file, 0, 0, 0));
        }
        damages.add(new Damage(Damage.Kind.EMPTY, file, 0, 0, 0));
        damages.add(new Damage(Damage.Kind.EXTRA, file, 0, 0, 0));
        damages.add(new Damage(Damage.Kind.FOREIGN_FILE, file, 0, 0, 0));
        for (int other = 0; other < images.size(); other++) {
            if (other != file) {
                damages.add(new Damage(Damage.Kind.DUPLICATE, file, 0, other, 0));
            }
        }
        for (int version = 0; images.get(file).size() > 0 && version < Byte.MAX_VALUE; version += 7) {
            damages.add(new Damage(Damage.Kind.MAGIC, file, 0, version, 0));
        }
        return damages.stream();
    }

    private Iterator<Damage> bytes(int file, Image image, int[] written) {
        return new Chain<>(List.of(
                        places(written.length, at -> new Damage(Damage.Kind.CUT, file, written[at], 0, 0)),
                        places(image.size(), at -> new Damage(Damage.Kind.CUT, file, at, 0, 0)),
                        places(written.length, at -> new Damage(Damage.Kind.ZERO_TAIL, file, written[at], 0, 0)),
                        places(written.length, at -> new Damage(Damage.Kind.JUNK_TAIL, file, written[at], 0, 0)),
                        places(
                                written.length * Byte.SIZE,
                                at -> new Damage(Damage.Kind.FLIP, file, written[at / Byte.SIZE], at % Byte.SIZE, 0)))
                .iterator());
    }

    private Iterator<Damage> blocks(int file, Image image, int[] written) {
        int end = written.length == 0 ? 0 : written[written.length - 1] + 1;
        List<Damage> damages = new ArrayList<>();
        for (int unit : BLOCKS) {
            int count = Math.min((end + unit - 1) / unit + 1, image.size() / unit);
            for (int one = 0; one < count; one++) {
                damages.add(new Damage(Damage.Kind.FOREIGN_BLOCK, file, one * unit, 0, unit));
                for (int two = 0; two < count; two++) {
                    if (one != two) {
                        damages.add(new Damage(Damage.Kind.COPY, file, one * unit, two * unit, unit));
                    }
                    if (one < two) {
                        damages.add(new Damage(Damage.Kind.SWAP, file, one * unit, two * unit, unit));
                    }
                }
            }
        }
        return places(damages.size(), damages::get);
    }

    /** Numbers that a length must not be, at every place up to a header's length before each record, and at the beginning. */
    private Iterator<Damage> numbers(int file, Image image, Oracle oracle) {
        int[] places = Stream.concat(
                        Stream.of(0), payloads(image, oracle).stream().map(payload -> payload[0]))
                .flatMapToInt(payload -> IntStream.range(
                        Math.max(0, payload - HEADER_BYTES_MAX), Math.min(payload + HEADER_BYTES_MAX, image.size())))
                .filter(at -> at % 2 == 0 && at + Integer.BYTES <= image.size())
                .distinct()
                .toArray();
        int kinds = NUMBERS.length * 2;
        return places(
                places.length * kinds,
                at -> new Damage(Damage.Kind.NUMBER, file, places[at / kinds], NUMBERS[at % kinds / 2], at % 2));
    }

    /**
     * A record written to the place of another of its length, whole with its frame, whose size is not known: every number of
     * bytes before and behind is tried. The same with a block of the other log's, whose frames stand in the same places.
     */
    private Iterator<Damage> misdirected(int file, Image image, Oracle oracle) {
        List<int[]> payloads = payloads(image, oracle);
        List<Damage> damages = new ArrayList<>();
        for (int index = 1; index < payloads.size(); index++) {
            int[] target = payloads.get(index);
            int[] source = payloads.get(index - 1);
            for (int header = 0; header <= HEADER_BYTES_MAX; header++) {
                for (int trailer = 0; trailer <= TRAILER_BYTES_MAX; trailer += 4) {
                    int length = header + target[1] + trailer;
                    boolean fits = Math.min(source[0], target[0]) >= header
                            && Math.max(source[0], target[0]) + target[1] + trailer <= image.size();
                    if (fits && source[1] == target[1]) {
                        damages.add(new Damage(Damage.Kind.COPY, file, target[0] - header, source[0] - header, length));
                    }
                    if (fits) {
                        damages.add(new Damage(Damage.Kind.FOREIGN_BLOCK, file, target[0] - header, 0, length));
                    }
                }
            }
        }
        return places(damages.size(), damages::get);
    }

    /** Offset and length of every record that can be told in a file. */
    private static List<int[]> payloads(Image image, Oracle oracle) {
        var found = new ArrayList<int[]>();
        var buffer = new UnsafeBuffer(image.bytes(), 0, image.size());
        var record = new ExpandableArrayBuffer();
        for (int at = 0; at + Oracle.IDENTITY_LENGTH <= image.size(); at++) {
            long identity = oracle.identify(buffer, at, Oracle.IDENTITY_LENGTH);
            if (identity != Oracle.NOT_IDENTIFIED) {
                int length = oracle.fill(Oracle.streamOf(identity), Oracle.indexOf(identity), record, 0);
                found.add(new int[] {at, length});
                at += length - 1;
            }
        }
        return found;
    }

    /** Offsets of all bytes that are not zero, of those around them, and a few of the others. */
    private static int[] written(Image image) {
        boolean[] near = new boolean[image.size()];
        for (int at = 0; at < image.size(); at++) {
            if (image.bytes()[at] != 0) {
                Arrays.fill(near, Math.max(0, at - MARGIN_BYTES), Math.min(image.size(), at + MARGIN_BYTES), true);
            }
        }
        return IntStream.range(0, image.size())
                .filter(at -> near[at] || at % 1021 == 0)
                .toArray();
    }

    private Iterator<Damage> places(int count, IntFunction<Damage> damage) {
        if (count <= placesMax) {
            return IntStream.range(0, count).mapToObj(damage).iterator();
        }
        // A step that shares no factor with 8 visits all bits of a byte in turn.
        int step = count / placesMax | 1;
        int first = (int) Long.remainderUnsigned(seed, step);
        return IntStream.iterate(first, at -> at < count, at -> at + step)
                .mapToObj(damage)
                .iterator();
    }

    /** One iterator after another. */
    private static final class Chain<T> implements Iterator<T> {
        private final Iterator<Iterator<T>> parts;
        private Iterator<T> current = Collections.emptyIterator();

        Chain(Iterator<Iterator<T>> parts) {
            this.parts = parts;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && parts.hasNext()) {
                current = parts.next();
            }
            return current.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }
}
