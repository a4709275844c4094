/**
 * The tier {@code process}: real files and JVMs that die. A child JVM ({@link io.blackstart.crashkit.process.WriterMain})
 * appends and reports every acknowledgement through a pipe to the parent, which alone keeps the ledger; another
 * ({@link io.blackstart.crashkit.process.CheckerMain}) reopens what is left and judges it, so that a log which hangs, eats
 * memory or ends its JVM costs one case and not the kit. System calls are killed and failed by strace, transfers cut short by
 * libfiu, clocks moved by libfaketime; what is missing is named in the report. Linux only. Uses {@code crashkit} and the
 * contract in {@code log}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.crashkit.process;
