package io.blackstart.cli.crash;

import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashTier;

/** Hears how the crash kit gets on. */
public interface CrashProgress {
    /** A tier is about to run. */
    void begin(CrashSubject subject, String tier);

    /** How far it is: cases done, failing ones among them. */
    void at(String fault, long caseCount, long failingCount);

    /** A case failed. */
    void failing(String caseId, String verdict, String detail);

    /** The tier is done. */
    void end(CrashSubject subject, CrashTier result);
}
