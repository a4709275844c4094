package io.blackstart.recovery;

/** What a recovery can serve while it runs. For the thread that polls the {@link Demand}. */
public interface Servable {
    /**
     * Answers a request if that can be done now and for certain.
     *
     * @param roomId the room that a user opens
     * @param count its newest messages wanted, at least 1
     * @param screen gets the answer, in any state when there is none
     * @return whether it was answered; false means "not yet"
     * @throws io.blackstart.BlackstartException CORRUPT, MISSING or IO when a record that is needed cannot be read
     */
    boolean answer(long roomId, int count, Screen screen);

    /** Bytes that the recovery has read so far, those read for answers included. */
    long readBytes();

    /** Can answer nothing yet. */
    static Servable nothing(long readBytes) {
        return new Nothing(readBytes);
    }

    /** Answers nothing. */
    record Nothing(long readBytes) implements Servable {
        @Override
        public boolean answer(long roomId, int count, Screen screen) {
            return false;
        }
    }
}
