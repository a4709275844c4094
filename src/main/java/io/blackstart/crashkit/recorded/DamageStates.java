package io.blackstart.crashkit.recorded;

import java.util.Iterator;
import java.util.Map;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** A log at rest, damaged in one place after another: it must show everything it acknowledged, or refuse. */
final class DamageStates implements CaseStream {
    private final AtRest atRest;
    private final Iterator<Damage> damages;
    private final LongHashSet states;
    private final long undamaged;

    /**
     * Creates the stream.
     *
     * @param atRest the log
     * @param damages to be done
     * @param states collects the hashes of different states; a state that is there already is not tried
     */
    DamageStates(AtRest atRest, Iterator<Damage> damages, LongHashSet states) {
        this.atRest = atRest;
        this.damages = damages;
        this.states = states;
        undamaged = States.hash(atRest.files());
    }

    @Override
    public @Nullable KitCase next() {
        while (damages.hasNext()) {
            Damage damage = damages.next();
            Map<String, Image> damaged =
                    damage.applyTo(atRest.files(), atRest.context().foreign());
            long hash = States.hash(damaged);
            if (hash != undamaged && states.add(hash)) {
                return atRest.caseOf(damage, damaged);
            }
        }
        return null;
    }
}
