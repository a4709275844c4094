/**
 * The crash kit: a conformance kit for any {@link io.blackstart.log.MessageLog}, usable from a stranger's project.
 *
 * <p>The core knows what must be there: {@link io.blackstart.crashkit.Oracle} makes every record from a seed,
 * {@link io.blackstart.crashkit.Ledger} keeps what was acknowledged, {@link io.blackstart.crashkit.Judge} reopens what a
 * fault left and gives the {@link io.blackstart.crashkit.CaseVerdict}, {@link io.blackstart.crashkit.KitReport} counts. A
 * {@link io.blackstart.crashkit.Tier} brings the faults: {@code crashkit.recorded} builds the states a crash may leave in
 * memory, {@code crashkit.process} and {@code crashkit.root} use real files. Uses the contract in package {@code log} only.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.crashkit;
