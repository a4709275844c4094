package io.blackstart.workload;

/**
 * The generator xoshiro256++ 1.0 of David Blackman and Sebastiano Vigna (2019, public domain), its state filled from the seed
 * by SplitMix64 as its authors advise. Written out here so that a seed means the same bytes on every JDK. Not for secrets.
 * Single-threaded.
 */
final class Xoshiro256 {
    private long s0;
    private long s1;
    private long s2;
    private long s3;

    Xoshiro256(long seed) {
        long counter = seed;
        s0 = splitMix64(counter += GAMMA);
        s1 = splitMix64(counter += GAMMA);
        s2 = splitMix64(counter += GAMMA);
        s3 = splitMix64(counter + GAMMA);
    }

    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private static long splitMix64(long counter) {
        long z = (counter ^ (counter >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    /** 64 random bits. */
    long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /**
     * 0 to {@code bound - 1}, from 32 random bits by multiplication; the bias is below {@code bound / 2^32}.
     *
     * @param bound at least 1
     */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** 0 up to but not 1, in steps of 2^-53. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }
}
