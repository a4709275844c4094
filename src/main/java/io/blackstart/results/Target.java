package io.blackstart.results;

/**
 * A ratio this project promises of itself, judged in this run.
 *
 * @param name one phrase
 * @param ratio what was measured; NaN is never stored: a target that could not be judged is left out and named in notMeasured
 * @param atLeast the promise
 * @param met outcome
 */
public record Target(String name, double ratio, double atLeast, boolean met) {}
