/**
 * The run record: plan, forks, checks, summary. Written once, read, validated and compared here and nowhere else. Uses package
 * {@code measure} and Jackson.
 */
@org.jspecify.annotations.NullMarked
package io.blackstart.results;
