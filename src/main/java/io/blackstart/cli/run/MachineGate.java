package io.blackstart.cli.run;

import io.blackstart.measure.QuietGate;
import io.blackstart.measure.QuietReading;
import io.blackstart.measure.Settle;
import io.blackstart.results.GateReading;

/** The gate over this machine. */
public final class MachineGate implements Gate {
    private final Settle settle = Settle.ofSystem();
    private final QuietGate gate = QuietGate.ofSystem();

    @Override
    public Watch settle() {
        settle.settle();
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
