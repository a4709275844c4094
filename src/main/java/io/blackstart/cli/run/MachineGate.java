package io.blackstart.cli.run;

import io.blackstart.measure.QuietGate;
import io.blackstart.measure.QuietReading;
import io.blackstart.measure.Settle;
import io.blackstart.results.GateReading;
import java.time.Duration;

/** The gate over this machine. */
public final class MachineGate implements Gate {
    /** Less writeback debt than this is gone before the fork's JVM has started. */
    private static final long DEBT_BYTES = 4L << 20;
    /** A disk that cannot write its debt within this time shows up as I/O pressure, which marks the fork. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Settle settle = Settle.ofSystem();
    private final QuietGate gate = QuietGate.ofSystem();

    @Override
    public Watch settle() {
        settle.settle(DEBT_BYTES, LIMIT);
        QuietGate.Sample before = gate.before();
        return () -> {
            QuietReading reading = gate.after(before);
            return new GateReading(
                    reading.otherCpuRatio(),
                    reading.stealRatio(),
                    reading.ioPressureRatio(),
                    reading.quiet(),
                    reading.reason());
        };
    }
}
