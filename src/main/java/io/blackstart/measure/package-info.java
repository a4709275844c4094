/**
 * What it takes to measure honestly, whatever is measured. Uses no other package of Blackstart but its exception, and never JMH; of libraries
 * Agrona's clocks and HdrHistogram.
 *
 * <ul>
 *   <li>The machine: {@link io.blackstart.measure.EnvironmentCollector} records it, {@link io.blackstart.measure.Doctor} judges it before a run,
 *       {@link io.blackstart.measure.QuietGate} around each fork, {@link io.blackstart.measure.Settle} lets it come to rest between forks,
 *       {@link io.blackstart.measure.PageCache} makes files cold or warm, {@link io.blackstart.measure.Clocks} tells how good its clock is.
 *   <li>Latency: {@link io.blackstart.measure.OpenLoopRig} with {@link io.blackstart.measure.HistogramLog} and
 *       {@link io.blackstart.measure.Percentiles}.
 *   <li>Figures: {@link io.blackstart.measure.Statistics}.
 *   <li>What a run needs around it: {@link io.blackstart.measure.JvmFlags}, {@link io.blackstart.measure.DataDirectory}.
 * </ul>
 *
 * <p>Kernel files are read through one seam and parsed by pure functions, so that the texts of any machine can be put in their place.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.measure;
