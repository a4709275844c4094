package io.blackstart.crashkit;

/**
 * A case that failed, with what it takes to run it again.
 *
 * @param faultCase the case; its {@link FaultCase#id} replays it
 * @param verdict a failing one
 * @param detail one line: what was found
 */
public record FailingCase(FaultCase faultCase, CaseVerdict verdict, String detail) {}
