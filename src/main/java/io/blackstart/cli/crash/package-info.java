/**
 * Runs the crash kit for the command line: one JVM a tier, started from the jar that measures, so that a log which takes its JVM
 * with it does not take ours. Keeps the verdicts, and lets only designs be measured whose verdict stands. Uses
 * {@code crashkit}, {@code results} and {@code measure}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.cli.crash;
