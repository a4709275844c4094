package io.blackstart.recovery;

import io.blackstart.chat.ScreenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures a restoration curve: puts requests at a constant rate from the moment recovery begins and notes for each when it was
 * put and whether it was answered, and compares each answer with what is right. A request that comes due while another is
 * being answered waits, and its time is when its own answer is done: open loop. Single-threaded.
 */
public final class RestorationMeter implements Demand {
    /** Requests put when all is restored, to show that it is. */
    private static final int FINAL_COUNT = 100;

    private final List<ScreenRequest> requests;
    private final double nanosPerRequest;
    private final LongSupplier nanoClock;
    private final Screen screen = new Screen();
    private final List<RestorationCurve.Observation> observations = new ArrayList<>();
    private long beginNanos;
    private long wrongCount;
    private long allNanos = RestorationCurve.NEVER;
    private long allReadBytes;

    /**
     * Creates a meter.
     *
     * @param requests put in this order, over and over; at least one
     * @param requestsPerSecond above 0
     * @param nanoClock monotonic
     */
    public RestorationMeter(List<ScreenRequest> requests, double requestsPerSecond, LongSupplier nanoClock) {
        if (requests.isEmpty() || !(requestsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "requests=" + requests.size() + " requestsPerSecond=" + requestsPerSecond + " must be above 0");
        }
        this.requests = List.copyOf(requests);
        this.nanosPerRequest = 1e9 / requestsPerSecond;
        this.nanoClock = nanoClock;
    }

    @Override
    public void begin() {
        beginNanos = nanoClock.getAsLong();
    }

    @Override
    public boolean isDue() {
        return nanoClock.getAsLong() - beginNanos >= (long) (observations.size() * nanosPerRequest);
    }

    @Override
    public void poll(Servable servable) {
        if (isDue()) {
            put(servable);
        }
    }

    @Override
    public void finish(Servable servable) {
        allNanos = nanoClock.getAsLong() - beginNanos;
        allReadBytes = servable.readBytes();
        for (int i = 0; i < FINAL_COUNT; i++) {
            put(servable);
        }
    }

    private void put(Servable servable) {
        ScreenRequest request = requests.get(observations.size() % requests.size());
        boolean served = servable.answer(request.roomId(), request.count(), screen);
        if (served && !isRight(request)) {
            wrongCount++;
        }
        long nanos = nanoClock.getAsLong() - beginNanos;
        observations.add(new RestorationCurve.Observation(nanos, served, servable.readBytes()));
    }

    private boolean isRight(ScreenRequest request) {
        return screen.lastSequence() == request.lastSequence()
                && screen.contents() == request.contents()
                && screen.messageCount() <= request.count();
    }

    /** The curve so far. */
    public RestorationCurve curve() {
        return RestorationCurve.of(observations, wrongCount, allNanos, allReadBytes);
    }
}
