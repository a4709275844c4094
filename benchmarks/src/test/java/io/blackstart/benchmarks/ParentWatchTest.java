package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParentWatchTest {
    @Test
    void actsOnceAtTheEndOfInputWhateverCameBefore() {
        var orphaned = new AtomicInteger();
        new ParentWatch(new ByteArrayInputStream(new byte[] {'x', '\n'}), orphaned::incrementAndGet).run();
        assertEquals(1, orphaned.get());
    }

    @Test
    void takesABrokenPipeForTheEnd() {
        var orphaned = new AtomicInteger();
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken on purpose by a test");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        new ParentWatch(broken, orphaned::incrementAndGet).run();
        assertEquals(1, orphaned.get());
    }
}
