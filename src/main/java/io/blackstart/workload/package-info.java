/**
 * Traffic: a seeded generator, recorded traces, arrival schedules. Uses package {@code chat}.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.workload;
