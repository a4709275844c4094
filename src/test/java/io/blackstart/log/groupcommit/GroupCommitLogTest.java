package io.blackstart.log.groupcommit;

import static io.blackstart.log.LogFixture.append;
import static io.blackstart.log.LogFixture.expected;
import static io.blackstart.log.LogFixture.options;
import static io.blackstart.log.LogFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.FutureTask;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupCommitLogTest {
    @TempDir
    Path directory;

    private MessageLog open(LogOptions options) {
        return new GroupCommitLogDesign().open(LogFiles.system(directory), options);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "POWER"})
    void keepsRecordsOverManySegmentsAndReopening(Durability durability) {
        List<Long> positions;
        try (MessageLog log = open(options(durability))) {
            assertTrue(log.openReport().created());
            positions = append(log, 0, 1_000, 700);
            assertTrue(log.awaitDurable(positions.get(999)) > positions.get(999));
            assertEquals(expected(0, 1_000, 700), texts(log, 0));
        }
        try (MessageLog log = open(options(durability))) {
            assertFalse(log.openReport().created());
            assertEquals(0, log.openReport().trimmedBytes());
            assertEquals(expected(0, 1_000, 700), texts(log, 0));
            assertEquals(expected(500, 1_000, 700), texts(log, positions.get(500)));
            append(log, 1_000, 1_500, 700);
        }
        try (MessageLog log = open(options(durability))) {
            assertEquals(expected(0, 1_500, 700), texts(log, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "POWER"})
    void ordersTheRecordsOfManyProducersByPosition(Durability durability) throws Exception {
        int producers = 4;
        int each = 2_000;
        var sent = new ConcurrentSkipListMap<Long, String>();
        try (MessageLog log = open(options(durability))) {
            var tasks = new ArrayList<FutureTask<Void>>();
            for (int producer = 0; producer < producers; producer++) {
                int number = producer;
                var task = new FutureTask<Void>(() -> {
                    for (int index = 0; index < each; index++) {
                        byte[] record = io.blackstart.log.LogFixture.record(number * (long) each + index, 500);
                        long position = log.append(new UnsafeBuffer(record), 0, record.length);
                        sent.put(position, new String(record, java.nio.charset.StandardCharsets.US_ASCII));
                        if (index % 500 == 0) {
                            assertTrue(log.awaitDurable(position) > position);
                        }
                    }
                    return null;
                });
                tasks.add(task);
                new Thread(task).start();
            }
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
        }
        try (MessageLog log = open(options(durability))) {
            assertEquals(List.copyOf(sent.values()), texts(log, 0));
        }
    }
}
