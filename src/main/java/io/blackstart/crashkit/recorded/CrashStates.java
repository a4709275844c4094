package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.Oracle;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * The states that a crash may leave, after each operation of a trace in turn, each state once for each thing the ledger said.
 * Some of those that recover are crashed again, anywhere during recovery and the appends behind it.
 */
final class CrashStates implements CaseStream {
    private final TraceContext context;
    private final CrashFactory factory;
    private final Budget budget;
    private final DiskModel model;
    private final CrashBuilder builder;
    private final LongHashSet tried = new LongHashSet();
    private final LongHashSet states;
    private Iterator<CrashSpec> specs = Collections.emptyIterator();
    private int at;
    private long ackedSeen = -1;
    private @Nullable First first;
    private @Nullable CrashStates second;

    /** A case that may be crashed a second time once it has run. */
    private record First(CrashCase one, CrashSpec spec) {}

    /**
     * Creates the stream.
     *
     * @param factory makes the cases
     * @param budget how many of them
     * @param states collects the hashes of different states
     */
    CrashStates(CrashFactory factory, Budget budget, LongHashSet states) {
        this.factory = factory;
        this.budget = budget;
        this.states = states;
        context = factory.context();
        model = context.start().copy();
        builder = new CrashBuilder(context.foreign());
    }

    @Override
    public @Nullable KitCase next() {
        while (true) {
            KitCase again = secondCrash();
            if (again != null) {
                return again;
            }
            if (specs.hasNext()) {
                KitCase one = prepare(specs.next());
                if (one != null) {
                    return one;
                }
            } else if (at == context.trace().size()) {
                return null;
            } else {
                advance();
            }
        }
    }

    private void advance() {
        Operation operation = context.trace().get(at++);
        model.apply(operation);
        // A mark changes no byte: only when more is acknowledged do the same states ask more.
        boolean changed =
                !(operation instanceof Operation.Mark) || model.ledger().ackedCount() != ackedSeen;
        ackedSeen = model.ledger().ackedCount();
        if (changed) {
            specs = factory.plan()
                    .specs(model, budget, Oracle.mix(context.seed() + at))
                    .iterator();
        }
    }

    private @Nullable KitCase prepare(CrashSpec spec) {
        Map<String, Image> state = builder.build(model, spec);
        long hash = States.hash(state);
        if (!tried.add(hash + Oracle.mix(model.ledger().ackedCount()) + (spec instanceof CrashSpec.Kill ? 0 : 1))) {
            return null;
        }
        states.add(hash);
        CrashCase one = factory.caseOf(model, at, spec, state);
        boolean again = budget.secondEvery() > 0
                && Long.remainderUnsigned(Oracle.mix(hash), budget.secondEvery()) == 0
                && CrashFactory.allowsSecond(spec);
        first = again ? new First(one.recording(), spec) : null;
        return one;
    }

    /** The next case of the second crash under way, or null. */
    private @Nullable KitCase secondCrash() {
        First done = first;
        if (done != null) {
            first = null;
            Judgement judgement = done.one().judgement();
            if (judgement != null && judgement.verdict() == CaseVerdict.OK) {
                second = new CrashStates(factory.second(done.one(), done.spec(), model, at), Budget.SECOND, states);
            }
        }
        CrashStates under = second;
        KitCase one = under == null ? null : under.next();
        if (one == null) {
            second = null;
        }
        return one;
    }
}
