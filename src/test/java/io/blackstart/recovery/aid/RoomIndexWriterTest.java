package io.blackstart.recovery.aid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatState;
import io.blackstart.chat.ChatStateOptions;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogSegments;
import io.blackstart.log.MessageLog;
import io.blackstart.log.SegmentedLog;
import io.blackstart.recovery.RecoveryFixture;
import io.blackstart.workload.TrafficGenerator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomIndexWriterTest {
    @TempDir
    Path directory;

    private final TrafficGenerator traffic = new TrafficGenerator(RecoveryFixture.workload(5));
    private MessageLog log;

    @BeforeEach
    void open() {
        log = LogDesigns.find("mapped").open(LogFiles.system(directory.resolve("log")), RecoveryFixture.options());
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            traffic.next();
            log.append(traffic.buffer(), traffic.offset(), traffic.length());
        }
    }

    private LogFiles aids() {
        return LogFiles.system(directory.resolve("aids"));
    }

    private LogSegments segments() {
        return ((SegmentedLog) log).segments();
    }

    /** Compares each index with the plain truth: the state built from its segment alone. */
    private void requireTrueIndexes() {
        LogSegments segments = segments();
        try (LogFiles files = aids()) {
            for (int segment = 0; segment < segments.count(); segment++) {
                var state = new ChatState(new ChatStateOptions(0, 0, 0, 0));
                try (RoomIndex index = RoomIndex.open(files, segments, segment)) {
                    assertNotNull(index, "segment=" + segment);
                    assertEquals(segments.segmentEnd(segment), index.coveredEnd());
                    segments.read(
                            segments.basePosition(segment),
                            segments.segmentEnd(segment),
                            (position, buffer, offset, length) -> {
                                state.apply(position, buffer, offset, length);
                                return true;
                            });
                    int[] rooms = new int[1];
                    state.forEachRoom(room -> {
                        rooms[0]++;
                        assertTrue(index.find(room));
                        assertEquals(state.lastSequence(room), index.lastSequence());
                        assertEquals(state.messageCount(room), index.messageCount());
                        for (int i = 0; i < index.messageCount(); i++) {
                            assertEquals(state.position(room, index.sequence(i)), index.position(i));
                        }
                    });
                    assertTrue(rooms[0] > 10);
                    assertFalse(index.find(Long.MAX_VALUE));
                }
            }
        }
    }

    @Test
    void theThreadIndexesAllThatWasAcknowledgedUntilItIsClosed() {
        try (RoomIndexWriter writer = RoomIndexWriter.open(log, aids(), 10_000)) {
            writer.start();
            append(3_000);
            assertNull(writer.failure());
        }
        requireTrueIndexes();
    }

    @Test
    void goesOnWhereTheIndexesEnd() {
        for (int round = 0; round < 3; round++) {
            try (RoomIndexWriter writer = RoomIndexWriter.open(log, aids(), 10_000)) {
                append(900);
                assertTrue(writer.advance() > 0);
                assertTrue(writer.writtenBytes() > 0);
            }
            requireTrueIndexes();
        }
    }

    private static @Nullable Object invoke(Method method, Object target, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The aids' directory, whose disk is full. */
    private LogFiles full() {
        LogFiles real = aids();
        return (LogFiles) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LogFiles.class}, (proxy, method, arguments) -> {
                    Object result = invoke(method, real, arguments);
                    if (!method.getName().equals("create")) {
                        return result;
                    }
                    LogFile file = (LogFile) Objects.requireNonNull(result);
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {LogFile.class},
                            (fileProxy, fileMethod, fileArguments) -> {
                                if (fileMethod.getName().equals("write")) {
                                    throw new BlackstartException(ErrorCode.DISK_FULL, "no room");
                                }
                                return invoke(fileMethod, file, fileArguments);
                            });
                });
    }

    @Test
    void aFullDiskCostsTheIndexAndNotTheLog() {
        append(2_000);
        BlackstartException failure;
        try (LogFiles files = full()) {
            RoomIndexWriter writer = RoomIndexWriter.open(log, files, 10_000);
            failure = assertThrows(BlackstartException.class, writer::advance);
        }
        assertEquals(ErrorCode.DISK_FULL, failure.code());
        append(100);
        try (LogFiles files = aids()) {
            assertTrue(files.list().stream().noneMatch(name -> name.contains(".rooms")), files.list()::toString);
        }
        try (RoomIndexWriter writer = RoomIndexWriter.open(log, aids(), 10_000)) {
            assertTrue(writer.advance() > 0);
        }
        requireTrueIndexes();
    }

    @Test
    void theThreadTellsWhatEndedItAndClosesAllTheSame() {
        append(2_000);
        RoomIndexWriter writer = RoomIndexWriter.open(log, full(), 10_000);
        writer.start();
        while (writer.failure() == null) {
            Thread.onSpinWait();
        }
        BlackstartException failure = writer.failure();
        assertNotNull(failure);
        assertEquals(ErrorCode.DISK_FULL, failure.code());
        writer.close();
        append(1);
    }

    @Test
    void refusesALogWithoutSegmentsAndARhythmOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> RoomIndexWriter.open(log, aids(), 0));
        try (MessageLog other = LogDesigns.find("chronicle")
                .open(LogFiles.system(directory.resolve("other")), RecoveryFixture.options())) {
            BlackstartException refusal =
                    assertThrows(BlackstartException.class, () -> RoomIndexWriter.open(other, aids(), 1));
            assertEquals(ErrorCode.UNSUPPORTED, refusal.code());
        }
    }
}
