package io.blackstart.crashkit;

/**
 * What the judge says of one case.
 *
 * @param verdict the verdict
 * @param detail one line for people: what was found, or the refusal's own message; empty when all is well
 * @param recoveredCount records that came back, all streams together; -1 when the log did not open or could not be read
 */
public record Judgement(CaseVerdict verdict, String detail, long recoveredCount) {
    /** The value of {@link #recoveredCount} when there is none to tell. */
    public static final long NOT_RECOVERED = -1;

    /** A verdict on a log that could not be read. */
    public static Judgement of(CaseVerdict verdict, String detail) {
        return new Judgement(verdict, detail, NOT_RECOVERED);
    }
}
