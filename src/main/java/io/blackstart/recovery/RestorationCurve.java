package io.blackstart.recovery;

import java.util.ArrayList;
import java.util.List;

/**
 * The share of users' requests that could be served, over the time since a recovery began.
 *
 * <p>Each request tells only whether it could be served when it was put. The curve is the share that makes what was seen most
 * likely among all that never fall: isotonic regression, by pooling adjacent violators (Ayer and others, "An empirical
 * distribution function for sampling with incomplete information", 1955). No window has to be chosen.
 *
 * @param steps where the share rises, in order of time
 * @param askedCount requests put
 * @param servedCount of those answered
 * @param wrongCount of those answered wrongly; a curve with any is worth nothing
 * @param firstServedNanos when the first was answered, {@link #NEVER} when none was
 * @param allNanos when everything was restored, {@link #NEVER} when it was not
 * @param allReadBytes bytes read until then
 */
public record RestorationCurve(
        List<Step> steps,
        long askedCount,
        long servedCount,
        long wrongCount,
        long firstServedNanos,
        long allNanos,
        long allReadBytes) {
    /** A time that has not come. */
    public static final long NEVER = -1;

    /** Copies the list. */
    public RestorationCurve {
        steps = List.copyOf(steps);
    }

    /**
     * A request.
     *
     * @param nanos since the recovery began, when it was answered or sent away
     * @param served whether it was answered
     * @param readBytes that the recovery had read
     */
    public record Observation(long nanos, boolean served, long readBytes) {}

    /**
     * From here on the curve has this share.
     *
     * @param nanos since the recovery began
     * @param share 0 to 1
     * @param readBytes that the recovery had read
     */
    public record Step(long nanos, double share, long readBytes) {}

    /** The curve of requests in the order in which they were put. */
    public static RestorationCurve of(
            List<Observation> observations, long wrongCount, long allNanos, long allReadBytes) {
        var pools = new ArrayList<Pool>();
        long served = 0;
        long first = NEVER;
        for (Observation observation : observations) {
            var pool = new Pool(observation, observation.served ? 1 : 0, 1);
            served += pool.served;
            first = first == NEVER && observation.served ? observation.nanos : first;
            while (!pools.isEmpty() && !pools.get(pools.size() - 1).isBelow(pool)) {
                pool = pools.remove(pools.size() - 1).with(pool);
            }
            pools.add(pool);
        }
        List<Step> steps = pools.stream().map(Pool::step).toList();
        return new RestorationCurve(steps, observations.size(), served, wrongCount, first, allNanos, allReadBytes);
    }

    private record Pool(Observation first, long served, long asked) {
        boolean isBelow(Pool next) {
            return Math.multiplyExact(served, next.asked) < Math.multiplyExact(next.served, asked);
        }

        Pool with(Pool next) {
            return new Pool(first, served + next.served, asked + next.asked);
        }

        Step step() {
            return new Step(first.nanos, (double) served / asked, first.readBytes);
        }
    }

    /**
     * When at least {@code share} of the requests could be served.
     *
     * @param share above 0, at most 1
     * @return nanoseconds since the recovery began, {@link #NEVER} when it did not come to that
     */
    public long nanosTo(double share) {
        return steps.stream()
                .filter(step -> step.share >= share)
                .mapToLong(Step::nanos)
                .findFirst()
                .orElse(NEVER);
    }

    /** Bytes read when at least {@code share} of the requests could be served, {@link #NEVER} when it did not come to that. */
    public long readBytesTo(double share) {
        return steps.stream()
                .filter(step -> step.share >= share)
                .mapToLong(Step::readBytes)
                .findFirst()
                .orElse(NEVER);
    }

    /** The curve as lines of comma-separated values under a heading. */
    public List<String> csv() {
        var lines = new ArrayList<String>();
        lines.add("nanos,share,readBytes");
        steps.forEach(step -> lines.add(step.nanos + "," + step.share + "," + step.readBytes));
        return lines;
    }
}
