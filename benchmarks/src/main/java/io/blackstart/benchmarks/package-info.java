/** JMH suites and rigs; see each class for the question it answers and what would make it lie. */
@org.jspecify.annotations.NullMarked
package io.blackstart.benchmarks;
