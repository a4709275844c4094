package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AllocatedBytesTest {
    private static final int ARRAY_BYTES = 1 << 20;
    /** What counting itself allocates: a few arrays of one entry a thread. */
    private static final int OWN_BYTES_MAX = 1 << 16;

    @Test
    void countsThisThread() {
        var allocated = new AllocatedBytes();
        allocated.start();
        byte[] array = new byte[ARRAY_BYTES];
        long bytes = allocated.stop();
        assertTrue(bytes >= array.length && bytes < array.length + OWN_BYTES_MAX, "bytes=" + bytes);
    }

    @Test
    void countsOtherThreadsThatLive() throws InterruptedException {
        var allocated = new AllocatedBytes();
        var go = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var arrays = new AtomicReference<byte[]>();
        var thread = new Thread(() -> {
            awaitUninterruptibly(go);
            arrays.set(new byte[ARRAY_BYTES]);
            done.countDown();
            awaitUninterruptibly(end);
        });
        thread.start();
        allocated.start();
        go.countDown();
        done.await();
        long bytes = allocated.stop();
        end.countDown();
        thread.join();
        assertTrue(bytes >= ARRAY_BYTES && bytes < ARRAY_BYTES + OWN_BYTES_MAX, "bytes=" + bytes);
    }

    @Test
    void countsNothingWhereNothingIsAllocated() {
        var allocated = new AllocatedBytes();
        allocated.start();
        long bytes = allocated.stop();
        assertTrue(bytes >= 0 && bytes < OWN_BYTES_MAX, "bytes=" + bytes);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
