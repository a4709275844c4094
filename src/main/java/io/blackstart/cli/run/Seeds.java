package io.blackstart.cli.run;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Seeds derived from one seed: the same for the arms of a pair, another for each block. */
final class Seeds {
    /** JSON readers that keep numbers as doubles must not change a seed. */
    private static final int UNUSED_BITS = 64 - 53;

    private Seeds() {}

    /** A seed from 0 to 2^53 - 1 for one purpose, by the finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    static long derive(long seed, String purpose) {
        var crc = new CRC32C();
        crc.update(purpose.getBytes(StandardCharsets.UTF_8));
        long mixed = seed + 0x9e3779b97f4a7c15L * (crc.getValue() + 1);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 31)) >>> UNUSED_BITS;
    }
}
