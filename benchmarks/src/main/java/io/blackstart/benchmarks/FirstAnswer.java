package io.blackstart.benchmarks;

import io.blackstart.recovery.Demand;
import io.blackstart.recovery.Recoveries;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryPhase;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RestorationCurve;
import io.blackstart.recovery.RestorationMeter;
import io.blackstart.recovery.Servable;
import java.nio.file.Path;

/**
 * How long after a server's {@code main} its first user has an answer: recovers prepared shards in this JVM and prints when, after
 * main began, the first request was answered rightly. Reading what will be asked is left out, since users bring that along.
 *
 * <p>{@code java -cp benchmarks/target/benchmarks.jar io.blackstart.benchmarks.FirstAnswer on-demand DIRECTORY}, where
 * {@link RecoveryPreparation} has written; exit status 1 when an answer was wrong or the digest is not the traffic's.
 */
public final class FirstAnswer {
    private static final int REQUESTS_PER_SECOND = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private FirstAnswer() {}

    /**
     * Recovers and prints.
     *
     * @param arguments name of the recovery design, directory of prepared shards
     */
    public static void main(String[] arguments) {
        long mainNanos = System.nanoTime();
        if (arguments.length != 2) {
            throw new UsageException("usage: FirstAnswer <recovery> <directory>");
        }
        Path directory = Path.of(arguments[1]);
        PreparedShards prepared = PreparedShards.find(directory)
                .orElseThrow(() -> new UsageException(directory + " holds no prepared shards"));
        long readNanos = System.nanoTime() - mainNanos;
        var meter = new Timed(new RestorationMeter(prepared.requests(), REQUESTS_PER_SECOND, System::nanoTime));
        RecoveryReport report = Recoveries.find(arguments[0])
                .recover(RecoveryUnderTest.sources(prepared, directory, 1), meter, RecoveryListener.NONE);
        RestorationCurve curve = meter.meter.curve();
        System.out.printf(
                "first answer %.1f ms after main (%.1f of them opening the log), T99 %.1f ms and all %.1f ms after recovery began,"
                        + " %d wrong answers%n",
                (meter.beganNanos - mainNanos - readNanos + curve.firstServedNanos()) / NANOS_PER_MILLI,
                report.nanos(RecoveryPhase.OPEN) / NANOS_PER_MILLI,
                curve.nanosTo(0.99) / NANOS_PER_MILLI,
                curve.allNanos() / NANOS_PER_MILLI,
                curve.wrongCount());
        boolean right = curve.wrongCount() == 0 && report.digest() == prepared.stateDigest();
        System.exit(right ? ExitCode.FINE.value() : ExitCode.FAILED.value());
    }

    /** The meter, and when the recovery began. */
    private static final class Timed implements Demand {
        private final RestorationMeter meter;
        private long beganNanos;

        Timed(RestorationMeter meter) {
            this.meter = meter;
        }

        @Override
        public void begin() {
            beganNanos = System.nanoTime();
            meter.begin();
        }

        @Override
        public boolean isDue() {
            return meter.isDue();
        }

        @Override
        public void poll(Servable servable) {
            meter.poll(servable);
        }

        @Override
        public void finish(Servable servable) {
            meter.finish(servable);
        }
    }
}
