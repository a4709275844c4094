package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Subject;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every kind of live fault at every operation of a scenario, one after another until a run ends without being struck. */
final class LiveFaults implements CaseStream {
    private final Subject subject;
    private final Scenario scenario;
    private final long seed;
    private final String prefix;
    private final long pagesNeeded;
    private final Iterator<LiveFault.Kind> kinds =
            List.of(LiveFault.Kind.values()).iterator();
    private LiveFault.@Nullable Kind kind;
    private int at;
    private @Nullable LiveFault last;

    /**
     * Creates the stream.
     *
     * @param pagesNeeded pages of 4,096 bytes that the scenario takes when all goes well
     */
    LiveFaults(Subject subject, Scenario scenario, long seed, String prefix, long pagesNeeded) {
        this.subject = subject;
        this.scenario = scenario;
        this.seed = seed;
        this.prefix = prefix;
        this.pagesNeeded = pagesNeeded;
    }

    @Override
    public @Nullable KitCase next() {
        LiveFault before = last;
        boolean done = kind == LiveFault.Kind.ROOM ? at > pagesNeeded : before != null && !before.struck();
        if (kind == null || done) {
            if (!kinds.hasNext()) {
                return null;
            }
            kind = kinds.next();
            at = 0;
        }
        LiveFault.Kind now = kind;
        var fault = new LiveFault(now, at);
        last = fault;
        at++;
        return new LiveCase(subject, scenario, seed, prefix, fault);
    }
}
