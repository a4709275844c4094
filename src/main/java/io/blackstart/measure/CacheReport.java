package io.blackstart.measure;

/**
 * How cold or warm some files are.
 *
 * @param state what may be claimed
 * @param residentRatio share of their pages in the page cache, 0 to 1
 * @param how the way it was done and checked, one line
 */
public record CacheReport(CacheState state, double residentRatio, String how) {}
