package io.blackstart.crashkit.junit;

import io.blackstart.crashkit.FaultCase;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Subject;
import io.blackstart.crashkit.Tier;
import io.blackstart.crashkit.recorded.RecordedTier;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogOptions;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The crash kit in a build of your own: extend this class, name your {@link #design}, and each tier becomes a test. Needs JUnit
 * 6 on the test class path, which this library does not bring along.
 *
 * <p>A tier that cannot run the design is shown as skipped, with the reason. A failing case comes with its id; these system
 * properties run it again, or more than a build's worth:
 *
 * <ul>
 *   <li>{@code crashkit.case}: the id of one case
 *   <li>{@code crashkit.size}: {@code short}, {@code build} or {@code full}; {@code build} unless given
 *   <li>{@code crashkit.seed}: a decimal number; 1 unless given
 * </ul>
 */
public abstract class CrashKitTest {
    /** For subclasses. */
    protected CrashKitTest() {}

    /** The design under test. */
    protected abstract LogDesign design();

    /** What the log is opened with: the best class the design offers, unless overridden. */
    protected LogOptions options() {
        return LogOptions.of(1, Collections.max(design().durabilities()));
    }

    /** The tiers to run: {@link RecordedTier}, which needs no files and no rights, unless overridden. */
    protected List<Tier> tiers() {
        return List.of(new RecordedTier());
    }

    /**
     * How much is tried: what the system properties say, on all processors. Tiers with real files need a directory as well:
     * override this and add {@link KitOptions#withDirectory}.
     */
    protected KitOptions kitOptions() {
        String size = System.getProperty("crashkit.size", "build").toUpperCase(Locale.ROOT);
        KitOptions options = KitOptions.of(KitSize.valueOf(size), Long.getLong("crashkit.seed", 1))
                .withWorkers(Runtime.getRuntime().availableProcessors());
        FaultCase only = onlyCase();
        return only == null ? options : options.withOnlyCase(only);
    }

    private static @Nullable FaultCase onlyCase() {
        String id = System.getProperty("crashkit.case");
        return id == null ? null : FaultCase.parse(id);
    }

    /** One test for each tier. */
    @TestFactory
    public final Stream<DynamicTest> keepsWhatItAcknowledged() {
        FaultCase only = onlyCase();
        return tiers().stream()
                .filter(tier -> only == null || tier.name().equals(only.tier()))
                .map(tier -> DynamicTest.dynamicTest(tier.name(), () -> run(tier)));
    }

    private void run(Tier tier) {
        KitReport report = tier.run(new Subject(design(), options()), kitOptions(), KitListener.SILENT);
        ReportText.lines(report).forEach(System.out::println);
        Assumptions.assumeTrue(report.caseCount() > 0, () -> String.join("; ", report.skipped()));
        Assertions.assertTrue(report.passed(), () -> ReportText.failure(report));
    }
}
