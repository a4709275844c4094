package io.blackstart.results;

/**
 * A case that fails a design.
 *
 * @param caseId what {@code --case} takes, empty when the tier as a whole failed
 * @param fault its name
 * @param verdict what came of it
 * @param detail one line
 * @param replay the command that runs it again
 */
public record CrashFailure(String caseId, String fault, String verdict, String detail, String replay) {}
