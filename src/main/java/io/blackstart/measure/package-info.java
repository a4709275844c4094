/**
 * Clocks, histograms, the open-loop rig, statistics over forks, the environment record and the quiet gate. Uses no other package
 * of Blackstart but its exception, and never JMH.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.measure;
